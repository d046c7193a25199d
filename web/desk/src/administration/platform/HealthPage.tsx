import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.js';
import { Loaded } from '../../ui/Loaded.js';
import { useSay } from '../words.js';

/** One harmless operation of each service: what answers at all, whatever it says, is there. */
const probes = {
  admin: () => api.admin.GET('/v1/setting-definitions'),
  chat: () => api.chat.GET('/v1/patron-pages'),
  questions: () => api.questions.GET('/v1/unfiled-chats', { params: { query: { limit: 1 } } }),
  referrals: () => api.referrals.GET('/v1/duties', { params: { query: { limit: 1 } } }),
  notifications: () => api.notifications.GET('/v1/unfiled-mails', { params: { query: { limit: 1 } } }),
} as const;
type Part = keyof typeof probes;
interface Found {
  readonly part: Part;
  readonly status: number;
  readonly ms: number;
}

async function ask(part: Part): Promise<Found> {
  const began = performance.now();
  try {
    const { response } = await probes[part]();
    return { part, status: response.status, ms: performance.now() - began };
  } catch {
    return { part, status: 0, ms: performance.now() - began };
  }
}

/** Which parts of Carrel answer, and how fast, as seen from this desk. */
export function HealthPage() {
  const say = useSay();
  const found = useQuery({
    queryKey: ['health'],
    queryFn: () => Promise.all((Object.keys(probes) as Part[]).map(ask)),
    refetchInterval: 10_000,
  });
  return (
    <>
      <h1>{say('health')}</h1>
      <p>{say('health.text')}</p>
      <Loaded of={found}>
        {(parts) => (
          <ul className="setting-rows">
            {parts.map(({ part, status, ms }) => {
              const there = status > 0 && status < 500;
              return (
                <li key={part} className="plain-row">
                  <span>
                    <strong>{say(`health.${part}`)}</strong>
                    <span className="quiet said">{say(`health.${part}.does`)}</span>
                  </span>
                  <span className={`tag ${there ? 'good' : 'bad'}`}>
                    {say(there ? 'health.there' : 'health.away')}
                  </span>
                  <span className="quiet">{say('health.ms', { ms: Math.round(ms) })}</span>
                </li>
              );
            })}
          </ul>
        )}
      </Loaded>
    </>
  );
}
