import { useEffect, useMemo, useState } from 'preact/hooks';
import { useAround } from '../context.js';
import { useFocusKept } from '../focus.js';
import { Frame } from '../Frame.js';
import { report } from '../host.js';
import { Conversation, type Held } from './conversation.js';
import { Ended } from './Ended.js';
import { Talk } from './Talk.js';
import { Waiting } from './Waiting.js';

interface Props {
  readonly held: Held;
  readonly onAgain: () => void;
  /** The patron goes on by the question form, with what was asked. */
  readonly onQuestion: (text: string) => void;
}

/** A chat from the line to the end. */
export function ChatView({ held, onAgain, onQuestion }: Props) {
  const { page, say } = useAround();
  const conversation = useMemo(
    () => new Conversation(held, Conversation.storeOf(page.institutionId)),
    [held.id],
  );
  const [state, setState] = useState(conversation.now());
  useEffect(() => {
    const leave = conversation.listen(() => setState(conversation.now()));
    conversation.start();
    return () => {
      leave();
      conversation.stop();
    };
  }, [conversation]);

  const status = state.session?.status;
  const going = status === undefined || status === 'waiting' || status === 'active';
  useEffect(() => {
    report({ carrel: 'chat', going: going && !state.gone });
    // The next one at this computer is somebody else.
    if (!going || state.gone) Conversation.storeOf(page.institutionId).set(undefined);
  }, [going, state.gone]);

  const inLine = status === 'waiting' && state.lines.every(({ from }) => from === 'patron');
  useFocusKept(state.gone ? 'gone' : inLine ? 'in line' : going ? `talk ${status ?? ''}` : 'ended');

  if (state.gone)
    return (
      <Frame>
        <section class="card said">
          <h1>{say('gone.title')}</h1>
          <p>{say('gone.text')}</p>
          <button type="button" class="button first" onClick={onAgain}>
            {say('again')}
          </button>
        </section>
      </Frame>
    );
  if (status === undefined)
    return (
      <Frame>
        <section class="card said" role="status">
          <p class="lead">{say(state.link === 'cut' ? 'link.cut' : 'link.connecting')}</p>
        </section>
      </Frame>
    );
  if (inLine)
    return (
      <Frame>
        <Waiting conversation={conversation} state={state} onQuestion={onQuestion} />
      </Frame>
    );
  if (status === 'waiting' || status === 'active') return <Talk conversation={conversation} state={state} />;
  return (
    <Frame>
      <Ended conversation={conversation} state={state} onAgain={onAgain} onQuestion={onQuestion} />
    </Frame>
  );
}
