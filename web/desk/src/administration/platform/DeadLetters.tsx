import { ok, type Carrel } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api.js';
import { toast } from '../../frame/toast.js';
import { Action } from '../../ui/Action.js';
import { Loaded } from '../../ui/Loaded.js';
import { When } from '../../ui/time.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { useSay } from '../words.js';

const query = { params: { query: { limit: 50 } } };
const read = {
  admin: () => ok(api.admin.GET('/v1/dead-letters', query)),
  chat: () => ok(api.chat.GET('/v1/dead-letters', query)),
  questions: () => ok(api.questions.GET('/v1/dead-letters', query)),
  referrals: () => ok(api.referrals.GET('/v1/dead-letters', query)),
  notifications: () => ok(api.notifications.GET('/v1/dead-letters', query)),
} as const satisfies Record<keyof Carrel, () => Promise<unknown>>;
const again = {
  admin: (body: Which) => ok(api.admin.POST('/v1/dead-letters/requeue', { body })),
  chat: (body: Which) => ok(api.chat.POST('/v1/dead-letters/requeue', { body })),
  questions: (body: Which) => ok(api.questions.POST('/v1/dead-letters/requeue', { body })),
  referrals: (body: Which) => ok(api.referrals.POST('/v1/dead-letters/requeue', { body })),
  notifications: (body: Which) => ok(api.notifications.POST('/v1/dead-letters/requeue', { body })),
} as const;
type Which = { eventIds?: string[] };
type Part = keyof typeof read;
const parts = Object.keys(read) as Part[];

/** What one part of Carrel could not take in of what another said, part by part. */
export function DeadLetters() {
  const say = useSay();
  return (
    <section className="panel stack" aria-labelledby="dead-letters">
      <h2 id="dead-letters">{say('dead.title')}</h2>
      <p>{say('dead.text')}</p>
      {parts.map((part) => (
        <OfPart key={part} part={part} />
      ))}
    </section>
  );
}

function OfPart({ part }: { part: Part }) {
  const say = useSay();
  const queries = useQueryClient();
  const letters = useQuery({
    queryKey: ['dead-letters', part],
    queryFn: read[part],
    refetchInterval: 15_000,
  });
  const requeue = useCommand(
    (eventIds: string[] | undefined) => again[part](eventIds ? { eventIds } : {}),
    ({ requeued }) => {
      toast(say('troubles.requeued', { count: requeued }));
      void queries.invalidateQueries({ queryKey: ['dead-letters', part] });
    },
  );
  const name = say(`health.${part}`);
  return (
    <div className="stack" role="group" aria-label={name}>
      <h3>
        {name} {letters.data && <span className="count">{letters.data.total}</span>}
      </h3>
      <Loaded of={letters}>
        {({ items, total }) =>
          total === 0 ? (
            <p className="quiet">{say('troubles.none')}</p>
          ) : (
            <>
              <ul className="setting-rows">
                {items.map((one) => (
                  <li key={one.eventId} className="plain-row">
                    <span>
                      <strong>{one.event.replace(/\.v\d+$/, '').replaceAll(/[.-]/g, ' ')}</strong>
                      <span className="quiet said">
                        {say('dead.happened')} <When at={one.happenedAt} />
                      </span>
                    </span>
                    <span className="quiet">
                      {say('troubles.attempts', { count: one.attempts })} <When at={one.failedAt} />
                      <code className="said">{one.cause}</code>
                    </span>
                    <Action
                      label={say('dead.again-one', { event: one.event, subject: one.subject })}
                      onPress={() => requeue.run([one.eventId])}
                      busy={requeue.busy}
                    >
                      {say('try-again')}
                    </Action>
                  </li>
                ))}
              </ul>
              <Action onPress={() => requeue.run(undefined)} busy={requeue.busy}>
                {say('troubles.requeue', { count: Math.min(total, 100) })}
              </Action>
            </>
          )
        }
      </Loaded>
      <Trouble>{requeue.trouble}</Trouble>
    </div>
  );
}
