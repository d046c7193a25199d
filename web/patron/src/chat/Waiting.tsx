import { useEffect, useRef, useState } from 'preact/hooks';
import { useAround } from '../context.js';
import { useFocusKept } from '../focus.js';
import { isAddress } from '../forms/draft.js';
import { TextField } from '../forms/fields.js';
import type { Conversation } from './conversation.js';
import type { ConversationState } from './state.js';
import { LinkState } from './LinkState.js';
import { unconfirmed } from './outbox.js';

interface Props {
  readonly conversation: Conversation;
  readonly state: ConversationState;
  readonly onQuestion: (text: string) => void;
}
const TURN_MS = 12_000;

/** In line: the place, what the library says meanwhile, an address to leave, a way out. */
export function Waiting({ conversation, state, onQuestion }: Props) {
  const { say, page } = useAround();
  const { session, link } = state;
  const place = session?.position ?? 1;
  const leave = async (then: () => void) => {
    try {
      await conversation.end();
      then();
    } catch {
      // The stream or the next look says what became of it.
    }
  };
  return (
    <section class="card waiting">
      <h1>{say('waiting.title')}</h1>
      <div class="place" role="status">
        <span class="waves" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        <p class="lead">{say('waiting.place', { place })}</p>
      </div>
      <p>{say('waiting.stay', { library: page.name })}</p>
      <LinkState link={link} />
      <Meanwhile messages={session?.waitingMessages ?? []} />
      <MoreToSay conversation={conversation} state={state} question={session?.question ?? ''} />
      <Address conversation={conversation} email={session?.patron.email ?? null} />
      <div class="actions">
        <button type="button" class="button" onClick={() => void leave(() => undefined)}>
          {say('waiting.cancel')}
        </button>
        <button
          type="button"
          class="button plain"
          onClick={() => void leave(() => onQuestion(session?.question ?? ''))}
        >
          {say('waiting.by.mail')}
        </button>
      </div>
    </section>
  );
}

/** The library's own messages in turn. */
function Meanwhile({ messages }: { messages: readonly string[] }) {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (messages.length < 2) return;
    const timer = setInterval(() => setTurn((now) => now + 1), TURN_MS);
    return () => clearInterval(timer);
  }, [messages.length]);
  if (messages.length === 0) return null;
  return (
    <p class="meanwhile words" aria-live="polite">
      {messages[turn % messages.length]}
    </p>
  );
}

/** What was asked, and what may be added before anybody comes. */
function MoreToSay({ conversation, state, question }: Omit<Props, 'onQuestion'> & { question: string }) {
  const { say } = useAround();
  const [text, setText] = useState('');
  const pending = unconfirmed(state.outbox, state.lines);
  const add = () => {
    if (text.trim()) conversation.say(text.trim());
    setText('');
  };
  return (
    <div class="asked">
      <h2 class="label">{say('waiting.asked')}</h2>
      <p class="words">{question}</p>
      {state.lines.map(({ seq, text: said }) => (
        <p class="words" key={seq}>
          {said}
        </p>
      ))}
      {pending.map(({ clientId, text: said }) => (
        <p class="words quiet" key={clientId}>
          {said}
        </p>
      ))}
      <form
        class="add"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <input
          class="input"
          dir="auto"
          maxLength={4000}
          aria-label={say('waiting.add')}
          placeholder={say('waiting.add')}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" class="button">
          {say('chat.send')}
        </button>
      </form>
    </div>
  );
}

/** Where the answer goes, should nobody come in time. */
function Address({ conversation, email }: { conversation: Conversation; email: string | null }) {
  const { say } = useAround();
  const [text, setText] = useState('');
  const [fault, setFault] = useState('');
  const known = useRef<HTMLParagraphElement>(null);
  useFocusKept(email ? 'known' : 'asked', known);
  if (email)
    return (
      <p ref={known} class="quiet">
        {say('waiting.address.known', { email })}
      </p>
    );
  const keep = async () => {
    const address = text.trim();
    if (!isAddress(address)) return setFault(say('fault.address'));
    setFault('');
    await conversation.leaveAddress(address).catch(() => setFault(say('trouble.away')));
  };
  return (
    <form
      class="address"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <TextField
        {...{
          id: 'address',
          label: say('waiting.address'),
          type: 'email',
          maxLength: 254,
          autocomplete: 'email',
        }}
        value={text}
        hint={say('waiting.address.hint')}
        fault={fault}
        onInput={setText}
      />
      <button type="submit" class="button">
        {say('waiting.address.keep')}
      </button>
    </form>
  );
}
