import { useReadiness } from './readiness.js';
import { useSetting } from '../settings/api.js';
import { To } from '../../ui/To.js';
import { Copied } from '../Copied.js';
import { useSay } from '../words.js';

/** Put it on your site: the addresses of the library's page and the one line for pages of its own. */
export function SitePage({ institutionId: id }: { institutionId: string }) {
  const say = useSay();
  const { live } = useReadiness(id);
  const page = useSetting<{ slugs: readonly string[] }>({ level: 'institution', id }, 'patron-page');
  const library = page?.slugs[0] ?? id;
  const line = `<script src="${location.origin}/carrel.js" data-library="${library}" async></script>`;
  const at = '/administration/library/settings';
  return (
    <>
      <h1>{say('site')}</h1>
      {live === false && <p className="tag warn">{say('site.not-live')}</p>}
      <section className="panel stack">
        <h2>{say('site.page')}</h2>
        <p>{say('site.page-text')}</p>
        <Copied text={`${location.origin}/ask/${library}/`} />
        <p>
          <To to={`${at}/patron-page`}>{say('site.address')}</To>
        </p>
      </section>
      <section className="panel stack">
        <h2>{say('site.widget')}</h2>
        <p>{say('site.widget-text')}</p>
        <Copied text={line} />
        <p>
          <To to={`${at}/web-origins`}>{say('site.origins')}</To>
        </p>
        <p>
          <a href={`/ask/${library}/on-your-site`} target="_blank" rel="noreferrer">
            {say('site.try')}
          </a>
        </p>
      </section>
      <section className="panel stack">
        <h2>{say('site.around')}</h2>
        <ul className="plain-list">
          {(
            ['banner', 'chat-closed-page', 'ask-form', 'waiting-messages', 'languages', 'viewport'] as const
          ).map((key) => (
            <li key={key}>
              <To to={`${at}/${key}`}>{say(`site.${key}`)}</To>
            </li>
          ))}
        </ul>
        <p className="quiet">{say('site.chat-form')}</p>
      </section>
    </>
  );
}
