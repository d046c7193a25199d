import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { useMe } from '../../frame/me.js';
import { toast } from '../../frame/toast.js';
import { Action } from '../../ui/Action.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { Sure } from '../../ui/Sure.js';
import { When } from '../../ui/time.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { useLibraryChoices } from '../settings/pickers.js';
import { To } from '../../ui/To.js';
import { useSay } from '../words.js';

/** Held mail waits for a person; refused mail was left out without one, and may be taken in all the same. */
type Status = 'held' | 'refused';
const readMails = (status: Status) =>
  ok(api.notifications.GET('/v1/incoming-mails', { params: { query: { status, limit: 100 } } }));
type Mail = Awaited<ReturnType<typeof readMails>>['items'][number];
const useMails = (status: Status, enabled = true) =>
  useQuery({
    queryKey: ['incoming-mails', status],
    queryFn: () => readMails(status),
    refetchInterval: 15_000,
    enabled,
  });

/** Mail that waits for a decision, and addresses that are no longer written to. */
export function MailPage({ institutionId }: { institutionId: string | undefined }) {
  const say = useSay();
  const [refusedOpen, setRefusedOpen] = useState(false);
  const held = useMails('held');
  const refused = useMails('refused', refusedOpen);
  return (
    <>
      <h1>{say('mail')}</h1>
      <section className="stack" aria-labelledby="held-title">
        <h2 id="held-title">
          {say('mail.held')} {held.data && <span className="count">{held.data.items.length}</span>}
        </h2>
        <p>{say('mail.held-text')}</p>
        <MailList of={held} none={say('mail.none-held')} />
        <details open={refusedOpen} onToggle={({ currentTarget }) => setRefusedOpen(currentTarget.open)}>
          <summary>{say('mail.refused')}</summary>
          <p>{say('mail.refused-text')}</p>
          {refusedOpen && <MailList of={refused} none={say('mail.none-refused')} />}
        </details>
      </section>
      {institutionId && <Suppressed institutionId={institutionId} />}
      {institutionId && <SuppressedPatrons />}
    </>
  );
}

function MailList({ of, none }: { of: ReturnType<typeof useMails>; none: string }) {
  return (
    <Loaded of={of}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={none} />
        ) : (
          <ul className="setting-rows">
            {items.map((one) => (
              <OneMail key={one.id} of={one} />
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

/** Why a mail is not filed, by its code; an unknown one stands as it is. */
const reasons = [
  ...(['sender-differs', 'stranger', 'forged-token', 'question-unknown', 'answer-to-notice'] as const),
  ...(['no-sender', 'empty', 'no-question-named', 'many-from-one', 'unreadable', 'replies-off'] as const),
  ...(['automatic', 'list', 'bounce-of-nothing', 'erased', 'too-large', 'loop'] as const),
];
function useReason(): (code: string) => string {
  const say = useSay();
  return (code) => {
    const known = reasons.find((one) => one === (code.startsWith('loop-') ? 'loop' : code));
    return known ? say(`mail.why.${known}`) : code;
  };
}

function OneMail({ of }: { of: Mail }) {
  const say = useSay();
  const whyOf = useReason();
  const queries = useQueryClient();
  const fresh = () => void queries.invalidateQueries({ queryKey: ['incoming-mails'] });
  const subject = of.subject ?? say('mail.no-subject');
  const [rejecting, setRejecting] = useState(false);
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
    () => {
      toast(say('mail.taken-in', { subject }));
      fresh();
    },
  );
  const reject = useCommand(
    () => ok(api.notifications.POST('/v1/incoming-mails/{id}/reject', at)),
    () => {
      setRejecting(false);
      toast(say('mail.left-out', { subject }));
      fresh();
    },
  );
  return (
    <li className="tall-row">
      <p className="row">
        <strong>{subject}</strong>
        <span className="quiet">
          {[of.fromName, of.from].filter(Boolean).join(', ')} · <When at={of.arrivedAt} />
        </span>
        {of.reason && <span className="tag warn">{whyOf(of.reason)}</span>}
      </p>
      {of.text && (
        <p className="said clipped" tabIndex={0}>
          {of.text}
        </p>
      )}
      {of.attachments.length > 0 && (
        <p className="quiet">
          {say('mail.attachments', { names: of.attachments.map(({ name }) => name).join(', ') })}
        </p>
      )}
      <div className="row">
        {of.questionId && (
          <>
            <To to={`/questions/${of.questionId}`}>{say('mail.that-question')}</To>
            <Action
              kind="first"
              onPress={() => release.run('reply')}
              busy={release.busy}
              label={say('mail.as-reply-name', { subject })}
            >
              {say('mail.as-reply')}
            </Action>
          </>
        )}
        {me?.operator && (
          <select
            className="input auto"
            aria-label={say('mail.library-of', { subject })}
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
        <Action
          onPress={() => release.run('question')}
          busy={release.busy}
          label={say('mail.as-question-name', { subject })}
          whyNot={me?.operator && !library ? say('mail.library-first') : undefined}
        >
          {say('mail.as-question')}
        </Action>
        <Action kind="danger" onPress={() => setRejecting(true)} label={say('mail.reject-name', { subject })}>
          {say('mail.reject')}
        </Action>
      </div>
      <Trouble>{release.trouble}</Trouble>
      {rejecting && (
        <Sure
          title={say('mail.reject-name', { subject })}
          text={say('mail.reject-text')}
          does={say('mail.reject')}
          command={reject}
          onDo={() => reject.run()}
          onClose={() => setRejecting(false)}
        />
      )}
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
    () => {
      toast(say('mail.released'));
      void queries.invalidateQueries({ queryKey: ['suppressed-patrons'] });
    },
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
                    <When at={one.suppressedAt} />
                    {one.lastReply && <span className="said">{one.lastReply}</span>}
                  </span>
                  <Action
                    onPress={() => release.run(one.deliveryId)}
                    busy={release.busy}
                    label={say('mail.release-name', { name: one.address ?? say('mail.hidden') })}
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
