import { useMe } from '../../frame/me.js';
import { useLanguage } from '../../language.js';
import { useSay } from '../words.js';
import { Logo } from './Logo.js';
import { PagePreview } from './PagePreview.js';
import type { BesideProps } from './extras.js';

interface Banner {
  readonly title: string | null;
  readonly text: string | null;
  readonly imageUrl: string | null;
  readonly imageAlt: string | null;
  readonly linkUrl: string | null;
}

export function BannerShown({ banner }: { banner: Banner }) {
  const { title, text, imageUrl, imageAlt, linkUrl } = banner;
  if (!title && !text && !imageUrl) return null;
  return (
    <div className="shown-banner">
      {imageUrl && /^https?:\/\/\S+\.\S+/.test(imageUrl) && <img src={imageUrl} alt={imageAlt ?? ''} />}
      {title && <strong>{title}</strong>}
      {text && <p className="said">{text}</p>}
      {linkUrl && <p className="quiet">{linkUrl}</p>}
    </div>
  );
}

export function BannerBeside(props: BesideProps) {
  const say = useSay();
  const banner = props.value as Banner;
  const empty = Object.values(banner).every((part) => part === null || part === '');
  return (
    <>
      <figure className="shown">
        <figcaption>{say('preview')}</figcaption>
        <div className="shown-page">
          {empty ? <p className="quiet">{say('banner.none')}</p> : <BannerShown banner={banner} />}
        </div>
      </figure>
      <PagePreview {...props} />
    </>
  );
}

export function ClosedBeside(props: BesideProps) {
  const say = useSay();
  const { data: me } = useMe();
  const { title, text } = props.value as { title: string; text: string };
  const named = (words: string) =>
    words
      .replaceAll(/\{\{\s*library\s*\}\}/g, me?.institution?.name ?? '')
      .replaceAll(/\{\{\s*group\s*\}\}/g, me?.groups[0]?.shortName ?? me?.groups[0]?.name ?? '');
  return (
    <>
      <figure className="shown">
        <figcaption>{say('preview')}</figcaption>
        <div className="shown-page">
          <p className="shown-title">{named(title)}</p>
          <p className="said">{named(text)}</p>
        </div>
      </figure>
      <PagePreview {...props} />
    </>
  );
}

/** The clocks in plain words: what is gone of a chat of today, and when. */
export function PrivacyBeside({ value }: BesideProps) {
  const say = useSay();
  const language = useLanguage();
  const { ipDays, identityDays, textDays } = value as Record<'ipDays' | 'identityDays' | 'textDays', number>;
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long' });
  const after = (days: number) => {
    const at = Date.now() + days * 86_400_000;
    return Number.isFinite(at) && Math.abs(at) < 8e15 ? format.format(at) : '…';
  };
  return (
    <section className="panel">
      <h2>{say('privacy.words')}</h2>
      <p>{say('privacy.today', { date: format.format(Date.now()) })}</p>
      <ol className="plain-list steps">
        <li>{say('privacy.ip', { days: ipDays, date: after(ipDays) })}</li>
        <li>{say('privacy.identity', { days: identityDays, date: after(identityDays) })}</li>
        <li>{say('privacy.text', { days: textDays, date: after(textDays) })}</li>
      </ol>
      <p className="quiet">{say('privacy.counts')}</p>
    </section>
  );
}

export function PatronPageBeside(props: BesideProps) {
  const say = useSay();
  const { stored, owner } = props;
  const { slugs } = stored.value as { slugs: readonly string[] };
  const address = `${location.origin}/ask/${slugs[0] ?? owner.id}/`;
  return (
    <>
      <section className="panel">
        <h2>{say('site.page')}</h2>
        <p>
          <a href={address} target="_blank" rel="noreferrer">
            {address}
          </a>
        </p>
        <p className="quiet">{say('site.page-text')}</p>
      </section>
      <Logo institutionId={owner.id} />
      <PagePreview {...props} />
    </>
  );
}
