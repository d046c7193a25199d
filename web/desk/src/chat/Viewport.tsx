import { useSay } from '../language.js';
import type { Chat } from '../live/store.js';
import { Empty } from '../ui/Loaded.js';

/** The page that stands beside the patron's chat at this moment: the last one pushed, else the library's (R12, R13). */
function pageBeside({ session, lines }: Chat): string | undefined {
  const pushed = lines.findLast(({ kind }) => kind === 'page');
  return (pushed && /\S+$/.exec(pushed.text)?.[0]) ?? session.viewportUrl ?? undefined;
}

/** As the patron sees it, and as far as the page lets itself be shown within others. */
export function Viewport({ chat }: { chat: Chat }) {
  const say = useSay();
  const url = pageBeside(chat);
  if (!url) return <Empty title={say('viewport.none')}>{say('viewport.none-text')}</Empty>;
  return (
    <div className="viewport">
      <p className="quiet">
        {say('viewport.text', { name: chat.session.patron.name })}{' '}
        <a href={url} target="_blank" rel="noopener noreferrer nofollow">
          {say('viewport.open')}
        </a>
      </p>
      <iframe
        title={say('viewport.title', { name: chat.session.patron.name })}
        src={url}
        referrerPolicy="no-referrer"
        sandbox="allow-scripts allow-forms"
      />
    </div>
  );
}
