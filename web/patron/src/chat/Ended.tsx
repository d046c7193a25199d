import { ok } from '@carrel/client';
import { useEffect, useRef, useState } from 'preact/hooks';
import { api } from '../api.js';
import { useAround } from '../context.js';
import { isAddress } from '../forms/draft.js';
import { useFocusKept } from '../focus.js';
import { TextField } from '../forms/fields.js';
import { DoneIcon } from '../icons.js';
import type { Conversation } from './conversation.js';
import type { ConversationState } from './state.js';
import { Lines } from './Lines.js';
import { Survey } from './Survey.js';

interface Props {
  readonly conversation: Conversation;
  readonly state: ConversationState;
  readonly onAgain: () => void;
  readonly onQuestion: (text: string) => void;
}

/** After the chat: what becomes of it, a copy by mail, the survey, what was said. */
export function Ended({ conversation, state, onAgain, onQuestion }: Props) {
  const { say } = useAround();
  const { session, lines, gaveUp } = state;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const answered = session?.acceptedAt !== null;
  return (
    <>
      <section class="card said">
        <span class="tick" aria-hidden="true">
          <DoneIcon />
        </span>
        <h1 ref={heading} tabIndex={-1}>
          {say(answered ? 'ended.title' : gaveUp ? 'left.title' : 'unattended.title')}
        </h1>
        {answered ? (
          <Next conversation={conversation} promisedAt={session?.promisedAt ?? null} />
        ) : (
          <p>{say('left.text')}</p>
        )}
        {answered && <Transcript conversation={conversation} email={session?.patron.email ?? null} />}
        {!answered && (
          <button type="button" class="button" onClick={() => onQuestion(session?.question ?? '')}>
            {say('waiting.by.mail')}
          </button>
        )}
        <button type="button" class="button plain" onClick={onAgain}>
          {say('again')}
        </button>
      </section>
      {session?.surveyUrl && <Survey url={session.surveyUrl} />}
      {lines.length > 0 && (
        <details class="card history">
          <summary>{say('ended.lines')}</summary>
          <Lines conversation={conversation} state={state} />
        </details>
      )}
    </>
  );
}

/** So often it is looked at a short distance, and then at a longer: a librarian takes a while to say what became of it. */
const LOOKS = { soon: 15, soonMs: 2_000, all: 60, laterMs: 10_000 };

/** The question that the chat became, by its number. It takes a moment; where the patron ended the chat, a librarian. */
function Next({ conversation, promisedAt }: { conversation: Conversation; promisedAt: string | null }) {
  const { say, times } = useAround();
  const [found, setFound] = useState<{ number: string; status: string }>();
  useEffect(() => {
    let left = false;
    const look = async (looks: number) => {
      const given = ok(api(conversation.token).questions.GET('/v1/my-questions'));
      const [question] = (await given.catch(() => undefined))?.items ?? [];
      if (left) return;
      if (question) {
        setFound(question);
        // What the patron ended is over for this page, and has its survey only now.
        if (!conversation.now().session?.surveyUrl) void conversation.look().catch(() => undefined);
      } else if (looks < LOOKS.all)
        setTimeout(() => void look(looks + 1), looks < LOOKS.soon ? LOOKS.soonMs : LOOKS.laterMs);
    };
    void look(0);
    return () => {
      left = true;
    };
  }, [conversation]);
  return (
    <>
      <p>
        {promisedAt
          ? say('ended.promised', { date: times.day(promisedAt).date, time: times.clock(promisedAt) })
          : say(found?.status === 'open' ? 'ended.open' : 'ended.thanks')}
      </p>
      {found && (
        <dl class="facts">
          <dt>{say('asked.number')}</dt>
          <dd class="number">{found.number}</dd>
        </dl>
      )}
    </>
  );
}

/** A copy of the chat by mail: to the address that is known, or to one that is given now. */
function Transcript({ conversation, email }: { conversation: Conversation; email: string | null }) {
  const { say } = useAround();
  const [text, setText] = useState('');
  const [fault, setFault] = useState('');
  const sent = useRef<HTMLParagraphElement>(null);
  useFocusKept(email ? 'sent' : 'asked', sent);
  if (email)
    return (
      <p ref={sent} role="status">
        {say('transcript.sent', { email })}
      </p>
    );
  const ask = async () => {
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
        void ask();
      }}
    >
      <TextField
        {...{ id: 'transcript', label: say('transcript.label'), type: 'email', maxLength: 254 }}
        required
        autocomplete="email"
        value={text}
        fault={fault}
        onInput={setText}
      />
      <button type="submit" class="button">
        {say('transcript.send')}
      </button>
    </form>
  );
}
