import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { toast } from '../../frame/toast.js';
import { Action } from '../../ui/Action.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { Sure } from '../../ui/Sure.js';
import { When } from '../../ui/time.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { useSay } from '../words.js';
import { NewSecretAsk } from './NewSecretAsk.js';
import { SecretAsk, type OwnerOfPrograms } from './ProgramsPage.js';
import { WebhookAsk } from './WebhookAsk.js';

const read = ({ level, id }: OwnerOfPrograms) =>
  ok(
    api.notifications.GET('/v1/webhooks', {
      params: { query: level === 'group' ? { groupId: id } : { institutionId: id } },
    }),
  );
export type Webhook = Awaited<ReturnType<typeof read>>['items'][number];

/** Addresses that are sent what happens, how that fared, and Test. */
export function Webhooks({ owner }: { owner: OwnerOfPrograms }) {
  const say = useSay();
  const queries = useQueryClient();
  const hooks = useQuery({
    queryKey: ['webhooks', owner.id],
    queryFn: () => read(owner),
    refetchInterval: 15_000,
  });
  const fresh = () => void queries.invalidateQueries({ queryKey: ['webhooks', owner.id] });
  const [making, setMaking] = useState(false);
  const [secret, setSecret] = useState<{ title: string; secret: string }>();
  return (
    <section className="stack" aria-labelledby="webhooks-title">
      <h2 id="webhooks-title">{say('webhooks')}</h2>
      <div className="row">
        <Action onPress={() => setMaking(true)}>{say('webhooks.new')}</Action>
      </div>
      <Loaded of={hooks}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={say('webhooks.none')} />
          ) : (
            <ul className="setting-rows">
              {items.map((one) => (
                <Row
                  key={one.id}
                  of={one}
                  fresh={fresh}
                  onSecret={(to) => setSecret({ title: one.url, secret: to })}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {making && (
        <WebhookAsk
          owner={owner}
          onClose={() => setMaking(false)}
          onDone={(made) => {
            setMaking(false);
            if (made) setSecret({ title: made.url, secret: made.secret });
            fresh();
          }}
        />
      )}
      {secret && <SecretAsk {...secret} onClose={() => setSecret(undefined)} />}
    </section>
  );
}

function Row({
  of,
  fresh,
  onSecret,
}: {
  of: Webhook;
  fresh: () => void;
  onSecret: (secret: string) => void;
}) {
  const say = useSay();
  const at = { params: { path: { id: of.id } } };
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState<'change' | 'rotate' | 'remove'>();
  const test = useCommand(
    () => ok(api.notifications.POST('/v1/webhooks/{id}/test', at)),
    () => {
      toast(say('webhooks.tested'));
      setOpen(true);
    },
  );
  const turn = useCommand(() => {
    const { url, description, events, enabled } = of;
    return ok(
      api.notifications.PUT('/v1/webhooks/{id}', {
        ...at,
        body: { url, description, events, enabled: !enabled },
      }),
    );
  }, fresh);
  const rotate = useCommand(
    (leaked: boolean) => ok(api.notifications.POST('/v1/webhooks/{id}/rotate', { ...at, body: { leaked } })),
    ({ secret }) => {
      setAsked(undefined);
      onSecret(secret);
    },
  );
  const replay = useCommand(
    () => ok(api.notifications.POST('/v1/webhooks/{id}/replay', { ...at, body: {} })),
    ({ queued }) => {
      toast(say('webhooks.replayed', { count: queued ?? 0 }));
      fresh();
    },
  );
  const remove = useCommand(() => ok(api.notifications.DELETE('/v1/webhooks/{id}', at)), fresh);
  return (
    <li className="tall-row">
      <p className="row">
        <strong>{of.url}</strong>
        {of.enabled ? (
          <span className={`tag ${of.failingSince ? 'bad' : 'good'}`}>
            {say(of.failingSince ? 'webhooks.failing' : 'webhooks.on')}
          </span>
        ) : (
          <span className="tag">{say(`webhooks.off.${of.disabledBecause ?? 'by-hand'}`)}</span>
        )}
        <span className="quiet">{say('webhooks.counts', { queued: of.queued, dead: of.dead })}</span>
      </p>
      {of.description && <p className="quiet">{of.description}</p>}
      <p className="quiet">
        {of.events ? say('webhooks.only', { events: of.events.join(', ') }) : say('webhooks.every')}
      </p>
      <div className="row">
        <Action
          onPress={() => test.run()}
          busy={test.busy}
          whyNot={of.enabled ? undefined : say('webhooks.on-first')}
        >
          {say('test')}
        </Action>
        {of.dead > 0 && (
          <Action onPress={() => replay.run()} busy={replay.busy}>
            {say('webhooks.replay', { count: of.dead })}
          </Action>
        )}
        <Action onPress={() => turn.run()} busy={turn.busy}>
          {say(of.enabled ? 'webhooks.turn-off' : 'webhooks.turn-on')}
        </Action>
        <Action onPress={() => setAsked('change')} label={say('webhooks.change-name', { address: of.url })}>
          {say('change')}
        </Action>
        <Action onPress={() => setAsked('rotate')} label={say('programs.rotate-name', { name: of.url })}>
          {say('programs.rotate')}
        </Action>
        <Action
          kind="danger"
          onPress={() => setAsked('remove')}
          label={say('webhooks.remove-name', { address: of.url })}
        >
          {say('remove')}
        </Action>
      </div>
      <Trouble>{test.trouble ?? turn.trouble ?? replay.trouble}</Trouble>
      {asked === 'change' && (
        <WebhookAsk
          of={of}
          onClose={() => setAsked(undefined)}
          onDone={() => {
            setAsked(undefined);
            fresh();
          }}
        />
      )}
      {asked === 'rotate' && (
        <NewSecretAsk
          of={of.url}
          command={rotate}
          onDo={(leaked) => rotate.run(leaked)}
          onClose={() => setAsked(undefined)}
        />
      )}
      {asked === 'remove' && (
        <Sure
          title={say('webhooks.remove-name', { address: of.url })}
          text={say('webhooks.remove-text')}
          does={say('remove')}
          command={remove}
          onDo={() => remove.run()}
          onClose={() => setAsked(undefined)}
        />
      )}
      <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{say('webhooks.deliveries')}</summary>
        {open && <Deliveries id={of.id} />}
      </details>
    </li>
  );
}

function Deliveries({ id }: { id: string }) {
  const say = useSay();
  const deliveries = useQuery({
    queryKey: ['webhook-deliveries', id],
    queryFn: () =>
      ok(
        api.notifications.GET('/v1/webhooks/{id}/deliveries', {
          params: { path: { id }, query: { limit: 30 } },
        }),
      ),
    refetchInterval: 4_000,
  });
  const replay = useCommand(
    (deliveryId: string) =>
      ok(
        api.notifications.POST('/v1/webhooks/{id}/deliveries/{deliveryId}/replay', {
          params: { path: { id, deliveryId } },
        }),
      ),
    () => void deliveries.refetch(),
  );
  return (
    <Loaded of={deliveries}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="quiet">{say('webhooks.no-deliveries')}</p>
        ) : (
          <div className="wide-table">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{say('webhooks.event')}</th>
                  <th scope="col">{say('webhooks.state')}</th>
                  <th scope="col">{say('webhooks.answer')}</th>
                  <th scope="col">{say('webhooks.when')}</th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {items.map((one) => (
                  <tr key={one.id}>
                    <th scope="row">
                      <code>{one.event}</code>
                    </th>
                    <td>
                      <span
                        className={`tag ${one.status === 'delivered' ? 'good' : one.status === 'dead' ? 'bad' : ''}`}
                      >
                        {say(`delivery.${one.status}`)}
                      </span>
                    </td>
                    <td>{one.lastError ?? one.lastStatus ?? '—'}</td>
                    <td>
                      <When at={one.triedAt ?? one.queuedAt} />
                    </td>
                    <td>
                      {one.status === 'dead' && (
                        <Action
                          kind="plain"
                          onPress={() => replay.run(one.id)}
                          busy={replay.busy}
                          label={say('webhooks.again-name', { event: one.event })}
                        >
                          {say('try-again')}
                        </Action>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )
      }
    </Loaded>
  );
}
