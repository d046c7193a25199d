import type { ComponentChildren } from 'preact';
import { Conversation } from './chat/conversation.js';
import { useAround } from './context.js';
import { report } from './host.js';
import { CloseIcon, OutIcon } from './icons.js';
import { LanguageChoice } from './LanguageChoice.js';

/** The page around what is said: whose it is, in which language, and the library's banner. */
export function Frame({ children, chat = false }: { children: ComponentChildren; chat?: boolean }) {
  const { page, place } = useAround();
  const { banner } = page;
  return (
    <div class={`page${place.framed ? ' framed' : ''}${chat ? ' chatting' : ''}`}>
      <header class="top">
        <p class="library">
          {page.logoPath ? (
            <img class="logo" src={page.logoPath} alt="" />
          ) : (
            <span class="mark" aria-hidden="true">
              {page.name.charAt(0)}
            </span>
          )}
          <span>{page.name}</span>
        </p>
        <div class="tools">
          <LanguageChoice />
          {place.framed && <PanelTools />}
        </div>
      </header>
      {page.preview && <PreviewBar />}
      {banner && !chat && <Banner banner={banner} />}
      <main class="main">{children}</main>
      {!chat && !place.framed && (
        <footer class="foot">
          <a href="/">Carrel</a>
        </footer>
      )}
    </div>
  );
}

/** It is no page for patrons yet: says so, and shows the one state or the other. */
function PreviewBar() {
  const { say, place } = useAround();
  const to = (state: string) => {
    const search = new URLSearchParams(place.search);
    search.set('state', state);
    return `?${search}`;
  };
  return (
    <aside class="preview" aria-label={say('preview.title')}>
      <strong>{say('preview.title')}</strong> <span>{say('preview.text')}</span>{' '}
      {(['open', 'closed'] as const).map((state) => (
        <a
          key={state}
          href={to(state)}
          aria-current={place.search.get('state') === state ? 'page' : undefined}
        >
          {say(`preview.${state}`)}
        </a>
      ))}
    </aside>
  );
}

function PanelTools() {
  const { say, page, place } = useAround();
  const out = () => {
    const held = Conversation.storeOf(page.institutionId).get();
    open(`/ask/${place.slug}/${held ? `#chat=${held.id}.${held.token}` : ''}`, '_blank', 'noopener');
    report({ carrel: 'close' });
  };
  return (
    <>
      <button
        type="button"
        class="button plain small"
        onClick={out}
        title={say('panel.out')}
        aria-label={say('panel.out')}
      >
        <OutIcon />
      </button>
      <button
        type="button"
        class="button plain small"
        title={say('panel.close')}
        aria-label={say('panel.close')}
        onClick={() => report({ carrel: 'close' })}
      >
        <CloseIcon />
      </button>
    </>
  );
}

function Banner({ banner }: { banner: NonNullable<ReturnType<typeof useAround>['page']['banner']> }) {
  const { title, text, imageUrl, imageAlt, linkUrl } = banner;
  // In a panel the page beside it would take the chat's place.
  const link = { href: linkUrl ?? '', target: '_blank', rel: 'noopener noreferrer' };
  const picture = imageUrl && <img src={imageUrl} alt={imageAlt ?? ''} />;
  return (
    <aside class="banner">
      {linkUrl && picture ? <a {...link}>{picture}</a> : picture}
      {title && <strong>{linkUrl && !picture ? <a {...link}>{title}</a> : title}</strong>}
      {text && <p>{text}</p>}
    </aside>
  );
}
