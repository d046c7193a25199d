import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api.js';
import { useLibraryName } from '../../frame/me.js';
import { toast } from '../../frame/toast.js';
import { Action } from '../../ui/Action.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { When } from '../../ui/time.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { useSay } from '../words.js';
import { DeadLetters } from './DeadLetters.js';

/** What Carrel could not finish by itself, in plain words, and Try again. */
export function TroublesPage({ operator = false }: { operator?: boolean }) {
  const say = useSay();
  return (
    <>
      <h1>{say('troubles')}</h1>
      <p>{say('troubles.text')}</p>
      <UnfiledChats />
      <UnfiledMails />
      {operator && <DeadLetters />}
    </>
  );
}

function UnfiledChats() {
  const say = useSay();
  const nameOf = useLibraryName();
  const queries = useQueryClient();
  const chats = useQuery({
    queryKey: ['unfiled-chats'],
    queryFn: () => ok(api.questions.GET('/v1/unfiled-chats', { params: { query: { limit: 100 } } })),
    refetchInterval: 15_000,
  });
  const again = useCommand(
    () => ok(api.questions.POST('/v1/unfiled-chats/requeue')),
    ({ requeued }) => {
      toast(say('troubles.requeued', { count: requeued }));
      void queries.invalidateQueries({ queryKey: ['unfiled-chats'] });
    },
  );
  return (
    <section className="panel stack" aria-labelledby="unfiled-chats">
      <h2 id="unfiled-chats">
        {say('troubles.chats')} {chats.data && <span className="count">{chats.data.total}</span>}
      </h2>
      <p>{say('troubles.chats-text')}</p>
      <Loaded of={chats}>
        {({ items, total }) =>
          total === 0 ? (
            <Empty title={say('troubles.none')} />
          ) : (
            <>
              <ul className="setting-rows">
                {items.map((one) => (
                  <li key={one.id} className="plain-row">
                    <span>
                      <strong>{nameOf(one.institutionId)}</strong>
                      <span className="quiet said">
                        {say(`troubles.ended.${one.event}`)} <When at={one.endedAt} />
                      </span>
                    </span>
                    <span className="quiet">
                      {say('troubles.attempts', { count: one.attempts })} <When at={one.failedAt} />
                      {one.cause && <code className="said">{one.cause}</code>}
                    </span>
                  </li>
                ))}
              </ul>
              <Action onPress={() => again.run()} busy={again.busy}>
                {say('troubles.requeue', { count: total })}
              </Action>
            </>
          )
        }
      </Loaded>
      <Trouble>{again.trouble}</Trouble>
    </section>
  );
}

function UnfiledMails() {
  const say = useSay();
  const nameOf = useLibraryName();
  const queries = useQueryClient();
  const mails = useQuery({
    queryKey: ['unfiled-mails'],
    queryFn: () => ok(api.notifications.GET('/v1/unfiled-mails', { params: { query: { limit: 100 } } })),
    refetchInterval: 15_000,
  });
  const again = useCommand(
    () => ok(api.notifications.POST('/v1/unfiled-mails/requeue')),
    () => {
      toast(say('troubles.mails-again'));
      void queries.invalidateQueries({ queryKey: ['unfiled-mails'] });
    },
  );
  return (
    <section className="panel stack" aria-labelledby="unfiled-mails">
      <h2 id="unfiled-mails">
        {say('troubles.mails')} {mails.data && <span className="count">{mails.data.total}</span>}
      </h2>
      <p>{say('troubles.mails-text')}</p>
      <Loaded of={mails}>
        {({ items, total }) =>
          total === 0 ? (
            <Empty title={say('troubles.none')} />
          ) : (
            <>
              <ul className="setting-rows">
                {items.map((one) => (
                  <li key={one.id} className="plain-row">
                    <strong>
                      {one.institutionId ? nameOf(one.institutionId) : say('troubles.no-library')}
                    </strong>
                    <span className="quiet">
                      <When at={one.arrivedAt} /> · {say('bytes', { count: one.size })}
                    </span>
                  </li>
                ))}
              </ul>
              <Action onPress={() => again.run()} busy={again.busy}>
                {say('troubles.requeue', { count: total })}
              </Action>
            </>
          )
        }
      </Loaded>
      <Trouble>{again.trouble}</Trouble>
    </section>
  );
}
