import { useEffect, useRef, useState } from 'preact/hooks';
import { useAround } from '../context.js';
import { Frame } from '../Frame.js';
import { report, whenShown } from '../host.js';
import { Beside, type Shown } from './Beside.js';
import { Composer } from './Composer.js';
import type { Conversation } from './conversation.js';
import type { ConversationState } from './state.js';
import { EndButton } from './EndButton.js';
import { Lines } from './Lines.js';
import { LinkState } from './LinkState.js';
import { sound } from './sound.js';
import { SoundButton } from './SoundButton.js';
import { pageIn } from './text.js';

interface Props {
  readonly conversation: Conversation;
  readonly state: ConversationState;
}

/** The chat itself: who is there, the lines, what is written, and the page beside it. */
export function Talk({ conversation, state }: Props) {
  const { say } = useAround();
  const { session, lines, link, typing } = state;
  const here = (session?.librarians ?? []).filter(({ leftAt }) => leftAt === null);
  const names = new Intl.ListFormat(document.documentElement.lang).format(here.map(({ name }) => name));
  const [shown, setShown] = useState<Shown | undefined>(() =>
    session?.viewportUrl ? { url: session.viewportUrl, title: '' } : undefined,
  );
  const seen = useRef(0);
  useEffect(() => {
    if (session?.viewportUrl && seen.current === 0) setShown({ url: session.viewportUrl, title: '' });
  }, [session?.viewportUrl]);
  useEffect(() => {
    const pushed = lines.filter(({ kind, seq }) => kind === 'page' && seq > seen.current).at(-1);
    if (!pushed) return;
    seen.current = pushed.seq;
    const page = pageIn(pushed.text);
    if (page) setShown(page);
  }, [lines]);
  useUnread(lines.filter(({ from }) => from !== 'patron').at(-1)?.seq ?? 0, conversation);

  return (
    <Frame chat>
      <div class={`talk${shown ? ' beside' : ''}`}>
        {shown && <Beside page={shown} onClose={() => setShown(undefined)} />}
        <section class="conversation" aria-label={say('chat.title')}>
          <header class="who">
            <div>
              <h1>{here.length ? names : say('chat.title')}</h1>
              <p class="quiet">
                {say(
                  session?.status === 'waiting' ? 'chat.next' : here.length ? 'chat.librarian' : 'chat.waits',
                )}
              </p>
            </div>
            <div class="tools">
              <SoundButton />
              <EndButton conversation={conversation} />
            </div>
          </header>
          <Lines conversation={conversation} state={state} onShow={setShown} />
          <p class="typing" aria-live="polite">
            {typing ? say('chat.typing', { name: typing }) : ''}
          </p>
          <LinkState link={link} />
          <Composer conversation={conversation} left={session?.left ?? null} />
        </section>
      </div>
    </Frame>
  );
}

/** Counts what came while nobody looked, in the title and for the site around; reports to Carrel what was read. */
function useUnread(last: number, conversation: Conversation): void {
  const seen = useRef(last);
  const sounded = useRef(last);
  const shown = useRef(true);
  const title = useRef(document.title);
  useEffect(() => {
    if (last > sounded.current) sound();
    sounded.current = last;
    const look = () => {
      const looked = document.visibilityState === 'visible' && shown.current;
      if (looked) {
        seen.current = last;
        if (last > 0) conversation.read(last);
      }
      const count = Math.max(0, last - seen.current);
      document.title = count > 0 ? `(${count}) ${title.current}` : title.current;
      report({ carrel: 'unread', count });
    };
    look();
    const deaf = whenShown((now) => {
      shown.current = now;
      look();
    });
    document.addEventListener('visibilitychange', look);
    return () => {
      deaf();
      document.removeEventListener('visibilitychange', look);
      document.title = title.current;
    };
  }, [last]);
}
