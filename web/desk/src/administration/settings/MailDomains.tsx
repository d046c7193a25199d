import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { toast } from '../../frame/toast.js';
import { Action } from '../../ui/Action.js';
import { Field } from '../../ui/Field.js';
import { Loaded } from '../../ui/Loaded.js';
import { Sure } from '../../ui/Sure.js';
import { When } from '../../ui/time.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { Copied } from '../Copied.js';
import { useSay } from '../words.js';
import type { BesideProps } from './extras.js';

/** Domains whose addresses may be the sender: the record to set, and the check of it. */
export default function MailDomains({ owner, may }: BesideProps) {
  const say = useSay();
  const queries = useQueryClient();
  const key = ['mail-domains', owner.id];
  const fresh = () => void queries.invalidateQueries({ queryKey: key });
  const at = { params: { path: { id: owner.id } } };
  const domains = useQuery({
    queryKey: key,
    queryFn: () => ok(api.admin.GET('/v1/institutions/{id}/mail-domains', at)),
  });
  const [domain, setDomain] = useState('');
  const add = useCommand(
    () =>
      ok(api.admin.POST('/v1/institutions/{id}/mail-domains', { ...at, body: { domain: domain.trim() } })),
    () => (setDomain(''), fresh()),
  );
  return (
    <section className="panel">
      <h2>{say('domains')}</h2>
      <p>{say('domains.text')}</p>
      <Loaded of={domains}>
        {({ items }) => (
          <ul className="plain-list domains">
            {items.map((one) => (
              <OneDomain key={one.domain} id={owner.id} of={one} fresh={fresh} may={may} />
            ))}
          </ul>
        )}
      </Loaded>
      {may && (
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            add.run();
          }}
        >
          <Field label={say('domains.name')} value={domain} onChange={setDomain} maxLength={253} />
          <button type="submit" className="button" aria-busy={add.busy || undefined}>
            {say('domains.add')}
          </button>
        </form>
      )}
      <Trouble>{add.trouble}</Trouble>
    </section>
  );
}

interface Domain {
  readonly domain: string;
  readonly record: { readonly type: string; readonly name: string; readonly value: string };
  readonly verifiedAt: string | null;
  readonly checkedAt: string | null;
}

function OneDomain({ id, of, fresh, may }: { id: string; of: Domain; fresh: () => void; may: boolean }) {
  const say = useSay();
  const at = { params: { path: { id, domain: of.domain } } };
  const [removing, setRemoving] = useState(false);
  const check = useCommand(async () => {
    try {
      await ok(api.admin.POST('/v1/institutions/{id}/mail-domains/{domain}/verify', at));
      toast(say('domains.is-verified', { domain: of.domain }));
    } finally {
      // When it was looked for is news as well.
      fresh();
    }
  });
  const remove = useCommand(
    () => ok(api.admin.DELETE('/v1/institutions/{id}/mail-domains/{domain}', at)),
    () => {
      setRemoving(false);
      fresh();
    },
  );
  return (
    <li>
      <p className="row">
        <strong>{of.domain}</strong>
        {of.verifiedAt ? (
          <span className="tag good">✓ {say('domains.verified')}</span>
        ) : (
          <span className="tag warn">{say('domains.waiting')}</span>
        )}
      </p>
      {!of.verifiedAt && (
        <dl className="facts record">
          <dt>{say('domains.type')}</dt>
          <dd>{of.record.type}</dd>
          <dt>{say('domains.record')}</dt>
          <dd>
            <Copied text={of.record.name} label={say('domains.record')} />
          </dd>
          <dt>{say('domains.value')}</dt>
          <dd>
            <Copied text={of.record.value} label={say('domains.value')} />
          </dd>
        </dl>
      )}
      {of.checkedAt && (
        <p className="quiet">
          {say('domains.checked')} <When at={of.checkedAt} />
        </p>
      )}
      {may && (
        <div className="row">
          {!of.verifiedAt && (
            <Action onPress={() => check.run()} busy={check.busy}>
              {say('domains.check')}
            </Action>
          )}
          <Action
            kind="plain"
            label={say('domains.remove-name', { domain: of.domain })}
            onPress={() => setRemoving(true)}
          >
            {say('remove')}
          </Action>
        </div>
      )}
      <Trouble>{check.trouble}</Trouble>
      {removing && (
        <Sure
          title={say('domains.remove-name', { domain: of.domain })}
          text={say('domains.remove-text')}
          does={say('remove')}
          command={remove}
          onDo={() => remove.run()}
          onClose={() => setRemoving(false)}
        />
      )}
    </li>
  );
}
