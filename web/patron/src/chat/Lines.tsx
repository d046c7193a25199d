import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useAround } from '../context.js';
import type { Shown } from './Beside.js';
import type { Conversation } from './conversation.js';
import type { ConversationState } from './state.js';
import { Bubble, follows, nameOf, OneLine } from './OneLine.js';
import { unconfirmed, type Pending } from './outbox.js';

interface Props {
  readonly conversation: Conversation;
  readonly state: ConversationState;
  readonly onShow?: (page: Shown) => void;
}
/** Within so many pixels of the end one is at the end, and new lines come into view. */
const NEAR_PX = 120;

/** All that was said, oldest first; new lines are read out. */
export function Lines({ conversation, state, onShow }: Props) {
  const { say, times } = useAround();
  const { session, lines, outbox, readTo } = state;
  const pending = unconfirmed(outbox, lines);
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [below, setBelow] = useState(false);
  const toEnd = () => log.current?.scrollTo({ top: log.current.scrollHeight });
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
    else setBelow(true);
  }, [lines.length, pending.length]);
  // The field below grows and shrinks with what is typed, and with a phone's keyboard.
  useEffect(() => {
    const watch = new ResizeObserver(() => atEnd.current && toEnd());
    watch.observe(log.current!);
    return () => watch.disconnect();
  }, []);
  const lastOwn = lines.filter(({ from }) => from === 'patron').at(-1)?.seq;
  return (
    <div class="lines-around">
      <div
        ref={log}
        class="lines"
        role="log"
        aria-label={say('chat.lines')}
        tabIndex={0}
        onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
          atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
          if (atEnd.current) setBelow(false);
        }}
      >
        {session && (
          <Bubble own who={say('chat.you')} at={times.clock(session.requestedAt)}>
            {session.question}
          </Bubble>
        )}
        {lines.map((line, n) => (
          <OneLine
            key={line.seq}
            {...{ line, conversation, onShow }}
            name={nameOf(line, session)}
            follows={follows(lines[n - 1], line)}
            read={line.seq === lastOwn && readTo >= line.seq}
          />
        ))}
        {pending.map((one) => (
          <PendingLine key={one.clientId} one={one} conversation={conversation} />
        ))}
      </div>
      {below && (
        <button type="button" class="button below" onClick={toEnd}>
          {say('chat.below')}
        </button>
      )}
    </div>
  );
}

function PendingLine({ one, conversation }: { one: Pending; conversation: Conversation }) {
  const { say } = useAround();
  const { text, refused, clientId } = one;
  return (
    <div class={`bubble own pending${refused ? ' refused' : ''}`}>
      <p class="by">
        <b>{say('chat.you')}</b>
      </p>
      <div class="words" dir="auto">
        {text}
      </div>
      <p class="note">
        {refused ? say('chat.refused') : say('chat.sending')}
        {refused && (
          <button
            type="button"
            class="button plain small"
            onClick={() => void conversation.takeBack(clientId)}
          >
            {say('chat.take.back')}
          </button>
        )}
      </p>
    </div>
  );
}
