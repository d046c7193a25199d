import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { useMe } from '../../frame/me.js';
import { toast } from '../../frame/toast.js';
import { Action } from '../../ui/Action.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { When } from '../../ui/time.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { useLibraryChoices } from '../settings/pickers.js';
import { useSay } from '../words.js';

const readHeld = () =>
  ok(api.notifications.GET('/v1/incoming-mails', { params: { query: { status: 'held', limit: 100 } } }));
type Held = Awaited<ReturnType<typeof readHeld>>['items'][number];

/** Mail that waits for a decision, and addresses that are no longer written to. */
export function MailPage({ institutionId }: { institutionId: string | undefined }) {
  const say = useSay();
  const queries = useQueryClient();
  const held = useQuery({ queryKey: ['held-mail'], queryFn: readHeld, refetchInterval: 15_000 });
  const fresh = () => void queries.invalidateQueries({ queryKey: ['held-mail'] });
  return (
    <>
      <h1>{say('mail')}</h1>
      <section className="stack" aria-labelledby="held-title">
        <h2 id="held-title">
          {say('mail.held')} {held.data && <span className="count">{held.data.items.length}</span>}
        </h2>
        <p>{say('mail.held-text')}</p>
        <Loaded of={held}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={say('mail.none-held')} />
            ) : (
              <ul className="setting-rows">
                {items.map((one) => (
                  <HeldMail key={one.id} of={one} fresh={fresh} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      {institutionId && <Suppressed institutionId={institutionId} />}
      {institutionId && <SuppressedPatrons />}
    </>
  );
}

function HeldMail({ of, fresh }: { of: Held; fresh: () => void }) {
  const say = useSay();
  const { data: me } = useMe();
  const libraries = useLibraryChoices();
  const [library, setLibrary] = useState('');
  const at = { params: { path: { id: of.id } } };
  const release = useCommand(
    (as: 'reply' | 'question') =>
      ok(
        api.notifications.POST('/v1/incoming-mails/{id}/release', {
          ...at,
          body: { as, ...(as === 'question' && me?.operator && library ? { institutionId: library } : {}) },
        }),
      ),
    fresh,
  );
  const reject = useCommand(() => ok(api.notifications.POST('/v1/incoming-mails/{id}/reject', at)), fresh);
  return (
    <li className="tall-row">
      <p className="row">
        <strong>{of.subject ?? say('mail.no-subject')}</strong>
        <span className="quiet">
          {of.fromName ?? of.from} · <When at={of.arrivedAt} />
        </span>
        {of.reason && <span className="tag warn">{say('mail.because', { reason: of.reason })}</span>}
      </p>
      {of.text && <p className="said clipped">{of.text}</p>}
      <div className="row">
        {of.questionId && (
          <Action kind="first" onPress={() => release.run('reply')} busy={release.busy}>
            {say('mail.as-reply')}
          </Action>
        )}
        {me?.operator && (
          <select
            className="input auto"
            aria-label={say('mail.library')}
            value={library}
            onChange={({ target }) => setLibrary(target.value)}
          >
            <option value="">{say('mail.library')}</option>
            {libraries.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
        <Action onPress={() => release.run('question')} busy={release.busy}>
          {say('mail.as-question')}
        </Action>
        <Action kind="danger" onPress={() => reject.run()} busy={reject.busy}>
          {say('mail.reject')}
        </Action>
      </div>
      <Trouble>{release.trouble ?? reject.trouble}</Trouble>
    </li>
  );
}

function Suppressed({ institutionId: id }: { institutionId: string }) {
  const say = useSay();
  const queries = useQueryClient();
  const at = { params: { path: { id } } };
  const addresses = useQuery({
    queryKey: ['suppressed', id],
    queryFn: () => ok(api.notifications.GET('/v1/institutions/{id}/suppressed-addresses', at)),
  });
  const release = useCommand(
    (address: string) =>
      ok(
        api.notifications.POST('/v1/institutions/{id}/suppressed-addresses/release', {
          ...at,
          body: { address },
        }),
      ),
    () => {
      toast(say('mail.released'));
      void queries.invalidateQueries({ queryKey: ['suppressed', id] });
    },
  );
  return (
    <section className="stack" aria-labelledby="suppressed-title">
      <h2 id="suppressed-title">{say('mail.suppressed')}</h2>
      <p>{say('mail.suppressed-text')}</p>
      <Loaded of={addresses}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={say('mail.none-suppressed')} />
          ) : (
            <ul className="setting-rows">
              {items.map((one) => (
                <li key={one.address} className="plain-row">
                  <strong>{one.address}</strong>
                  <span className="quiet">
                    <When at={one.suppressedAt} />
                  </span>
                  <Action
                    onPress={() => release.run(one.address)}
                    busy={release.busy}
                    label={say('mail.release-name', { name: one.address })}
                  >
                    {say('mail.release')}
                  </Action>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <Trouble>{release.trouble}</Trouble>
    </section>
  );
}

function SuppressedPatrons() {
  const say = useSay();
  const queries = useQueryClient();
  const patrons = useQuery({
    queryKey: ['suppressed-patrons'],
    queryFn: () => ok(api.notifications.GET('/v1/suppressed-patrons', { params: { query: { limit: 100 } } })),
  });
  const release = useCommand(
    (id: string) =>
      ok(api.notifications.POST('/v1/suppressed-patrons/{id}/release', { params: { path: { id } } })),
    () => void queries.invalidateQueries({ queryKey: ['suppressed-patrons'] }),
  );
  return (
    <section className="stack" aria-labelledby="patrons-title">
      <h2 id="patrons-title">{say('mail.patrons')}</h2>
      <Loaded of={patrons}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={say('mail.none-suppressed')} />
          ) : (
            <ul className="setting-rows">
              {items.map((one) => (
                <li key={one.deliveryId} className="plain-row">
                  <strong>{one.address ?? say('mail.hidden')}</strong>
                  <span className="quiet">
                    <When at={one.suppressedAt} /> {one.lastReply}
                  </span>
                  <Action onPress={() => release.run(one.deliveryId)} busy={release.busy}>
                    {say('mail.release')}
                  </Action>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <Trouble>{release.trouble}</Trouble>
    </section>
  );
}
