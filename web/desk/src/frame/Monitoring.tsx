import { languageNamer, useLanguage, useSay } from '../language.js';
import { useLive } from '../live/store.js';
import { talkTo } from '../chat/talk-state.js';
import { useLibraryName } from './me.js';
import { useColleagues } from './shift.js';

/** The queues of this shift and who else monitors. */
export function Monitoring() {
  const say = useSay();
  const queues = useLive(({ desk }) => desk?.queues);
  const unread = useLive((live) => live.unreadTalk);
  const nameOf = useLibraryName();
  const languageName = languageNamer(useLanguage());
  const { data } = useColleagues(true);
  const speaks = (languages: readonly string[]) =>
    languages.length > 0
      ? say('monitoring.speaks', { languages: languages.map(languageName).join(', ') })
      : undefined;
  return (
    <>
      <section aria-labelledby="queues-title">
        <h2 id="queues-title">{say('queues')}</h2>
        <ul className="rows">
          {queues?.map(({ id, name, kind, waiting, monitoring }) => (
            <li key={id}>
              <button type="button" className="row-link" onClick={() => talkTo({ kind: 'room', id, name })}>
                <span className={kind === 'practice' ? 'tag practice-tag' : ''}>{name}</span>
                <span className="quiet">
                  {unread[id] ? <span className="count hot">{unread[id]}</span> : null}{' '}
                  {say('queues.counts', { waiting, monitoring })}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="monitoring-title">
        <h2 id="monitoring-title">
          {say('monitoring')} <span className="count">{data?.items.length ?? 0}</span>
        </h2>
        {data?.items.length === 0 && <p className="quiet none">{say('monitoring.none')}</p>}
        <ul className="rows">
          {data?.items.map((colleague) => (
            <li key={colleague.id}>
              <button
                type="button"
                className="row-link"
                title={speaks(colleague.languages)}
                onClick={() => talkTo({ kind: 'person', id: colleague.id, name: colleague.name })}
              >
                <span className={`person ${colleague.standing}`}>
                  <span className="dot" aria-hidden="true" />
                  {colleague.name}
                  <span className="unseen">
                    , {say(colleague.standing === 'available' ? 'status.available' : 'status.away')}
                    {colleague.languages.length > 0 && `, ${speaks(colleague.languages)}`}
                  </span>
                </span>
                <span className="quiet one-line">
                  {unread[colleague.id] ? <span className="count hot">{unread[colleague.id]}</span> : null}{' '}
                  {colleague.library ?? nameOf(colleague.institutionId)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
