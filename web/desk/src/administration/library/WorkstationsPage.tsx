import { useLive } from '../../live/store.js';
import { useSay } from '../words.js';

/** Whether this computer and its network carry a chat: measured here, since nothing is installed. */
export function WorkstationsPage() {
  const say = useSay();
  const link = useLive((live) => live.link);
  const checks = [
    { key: 'stream', ok: link === 'live' },
    { key: 'storage', ok: storageWorks() },
    { key: 'sound', ok: 'AudioContext' in window },
    { key: 'notice', ok: 'Notification' in window },
    { key: 'clock', ok: typeof Intl.DateTimeFormat().resolvedOptions().timeZone === 'string' },
  ] as const;
  return (
    <>
      <h1>{say('workstations')}</h1>
      <p>{say('workstations.text')}</p>
      <section className="panel">
        <h2>{say('workstations.here')}</h2>
        <ul className="plain-list checks">
          {checks.map(({ key, ok }) => (
            <li key={key} className={ok ? 'ok' : 'not-ok'}>
              <span className="check" aria-hidden="true">
                {ok ? '✓' : '○'}
              </span>
              <span>
                {say(`workstations.${key}`)}{' '}
                <span className="quiet">{say(ok ? 'check.ok' : 'workstations.not')}</span>
              </span>
            </li>
          ))}
        </ul>
      </section>
      <p>{say('workstations.network')}</p>
    </>
  );
}

function storageWorks(): boolean {
  try {
    sessionStorage.setItem('carrel-check', '1');
    sessionStorage.removeItem('carrel-check');
    return true;
  } catch {
    return false;
  }
}
