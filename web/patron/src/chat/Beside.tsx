import { useAround } from '../context.js';
import { CloseIcon, OutIcon } from '../icons.js';

export interface Shown {
  readonly url: string;
  readonly title: string;
}

/** A page that a librarian opened, or the library's own, beside the chat on wide screens. It may refuse to be shown. */
export function Beside({ page, onClose }: { page: Shown; onClose: () => void }) {
  const { say } = useAround();
  const { url, title } = page;
  const host = URL.canParse(url) ? new URL(url) : undefined;
  const own = host?.origin === location.origin;
  return (
    <aside class="side" aria-label={say('side.title')}>
      <div class="side-top">
        <span class="side-name">{title || host?.host}</span>
        <a class="button plain small" href={url} target="_blank" rel="noopener noreferrer">
          <OutIcon />
          {say('side.open')}
        </a>
        <button type="button" class="button plain small" onClick={onClose}>
          <CloseIcon />
          {say('side.close')}
        </button>
      </div>
      <iframe
        key={url}
        src={url}
        title={title || say('side.title')}
        referrerpolicy="no-referrer"
        sandbox={`allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox${own ? '' : ' allow-same-origin'}`}
      />
    </aside>
  );
}
