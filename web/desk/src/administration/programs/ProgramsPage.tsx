import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { Action } from '../../ui/Action.js';
import { Ask } from '../../ui/Ask.js';
import { Field } from '../../ui/Field.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { Sure } from '../../ui/Sure.js';
import { When } from '../../ui/time.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { Copied } from '../Copied.js';
import { useSay, type Key } from '../words.js';
import { FeedPlace, useFeedPlaces } from './FeedPlace.js';
import { NewSecretAsk } from './NewSecretAsk.js';
import { Webhooks } from './Webhooks.js';

const scopes = {
  institution: ['directory:read', 'questions:read', 'statistics:read', 'webhooks:manage'],
  group: ['directory:read', 'statistics:read', 'events:read', 'webhooks:manage'],
} as const;
export interface OwnerOfPrograms {
  readonly level: 'institution' | 'group';
  readonly id: string;
}

/** Programs that act for a library or a group: their accounts, and the endpoints that are sent what happens. */
export function ProgramsPage({ owner }: { owner: OwnerOfPrograms }) {
  const say = useSay();
  return (
    <>
      <h1>{say('programs')}</h1>
      <p>{say('programs.text')}</p>
      <ServiceAccounts owner={owner} />
      <Webhooks owner={owner} />
    </>
  );
}

const read = ({ level, id }: OwnerOfPrograms) => {
  const at = { params: { path: { id } } };
  return ok(
    level === 'group'
      ? api.admin.GET('/v1/groups/{id}/service-accounts', at)
      : api.admin.GET('/v1/institutions/{id}/service-accounts', at),
  );
};
interface Secret {
  readonly id: string;
  readonly name: string;
  readonly clientSecret: string;
}

function ServiceAccounts({ owner }: { owner: OwnerOfPrograms }) {
  const say = useSay();
  const queries = useQueryClient();
  const accounts = useQuery({ queryKey: ['service-accounts', owner.id], queryFn: () => read(owner) });
  const places = useFeedPlaces(owner.level === 'group' ? owner.id : undefined);
  const [making, setMaking] = useState(false);
  const [secret, setSecret] = useState<Secret>();
  const fresh = () => void queries.invalidateQueries({ queryKey: ['service-accounts', owner.id] });
  const given = (to: Secret) => {
    fresh();
    setAsked(undefined);
    setMaking(false);
    setSecret(to);
  };
  const rotate = useCommand(
    (id: string, leaked: boolean) =>
      ok(api.admin.POST('/v1/service-accounts/{id}/rotate', { params: { path: { id } }, body: { leaked } })),
    given,
  );
  const revoke = useCommand(
    (id: string) => ok(api.admin.POST('/v1/service-accounts/{id}/revoke', { params: { path: { id } } })),
    () => {
      setAsked(undefined);
      fresh();
    },
  );
  const [asked, setAsked] = useState<{ what: 'rotate' | 'revoke'; id: string; name: string }>();
  return (
    <section className="stack" aria-labelledby="service-accounts-title">
      <h2 id="service-accounts-title">{say('programs.accounts')}</h2>
      <div className="row">
        <Action onPress={() => setMaking(true)}>{say('programs.new')}</Action>
      </div>
      <Loaded of={accounts}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={say('programs.none')} />
          ) : (
            <ul className="setting-rows">
              {items.map((one) => (
                <li key={one.id} className="plain-row">
                  <span>
                    <strong>{one.name}</strong>
                    <code className="quiet said">{one.id}</code>
                  </span>
                  <span>
                    {one.scopes.map((scope) => (
                      <span key={scope} className="tag">
                        {say(`scope.${scope.replace(':', '-')}` as Key)}
                      </span>
                    ))}
                    <span className="quiet said">
                      {say('programs.made')} <When at={one.createdAt} />
                      {one.rotatedAt && (
                        <>
                          {' '}
                          · {say('programs.rotated')} <When at={one.rotatedAt} />
                        </>
                      )}
                    </span>
                    {one.active && one.scopes.includes('events:read') && (
                      <FeedPlace id={one.id} places={places} />
                    )}
                  </span>
                  {one.active ? (
                    <span className="row">
                      <Action
                        onPress={() => setAsked({ ...one, what: 'rotate' })}
                        label={say('programs.rotate-name', { name: one.name })}
                      >
                        {say('programs.rotate')}
                      </Action>
                      <Action
                        kind="danger"
                        onPress={() => setAsked({ ...one, what: 'revoke' })}
                        label={say('programs.revoke-name', { name: one.name })}
                      >
                        {say('programs.revoke')}
                      </Action>
                    </span>
                  ) : (
                    <span className="tag">{say('programs.revoked')}</span>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {asked?.what === 'rotate' && (
        <NewSecretAsk
          of={asked.name}
          command={rotate}
          onDo={(leaked) => rotate.run(asked.id, leaked)}
          onClose={() => setAsked(undefined)}
        />
      )}
      {asked?.what === 'revoke' && (
        <Sure
          title={say('programs.revoke-name', { name: asked.name })}
          text={say('programs.revoke-text')}
          does={say('programs.revoke')}
          command={revoke}
          onDo={() => revoke.run(asked.id)}
          onClose={() => setAsked(undefined)}
        />
      )}
      {making && <NewAsk owner={owner} onClose={() => setMaking(false)} onDone={given} />}
      {secret && (
        <SecretAsk
          title={secret.name}
          id={secret.id}
          secret={secret.clientSecret}
          onClose={() => setSecret(undefined)}
        />
      )}
    </section>
  );
}

/** A secret that is shown this once. */
export function SecretAsk({
  title,
  id,
  secret,
  onClose,
}: {
  title: string;
  id?: string;
  secret: string;
  onClose: () => void;
}) {
  const say = useSay();
  return (
    <Ask title={title} onClose={onClose} must>
      <p>{say('programs.once')}</p>
      {id && (
        <>
          <p className="quiet">{say('programs.id')}</p>
          <Copied text={id} label={say('programs.id')} />
        </>
      )}
      <p className="quiet">{say('programs.secret')}</p>
      <Copied text={secret} label={say('programs.secret')} />
      <div className="row">
        <Action kind="first" onPress={onClose}>
          {say('programs.kept')}
        </Action>
      </div>
    </Ask>
  );
}

function NewAsk({
  owner,
  onClose,
  onDone,
}: {
  owner: OwnerOfPrograms;
  onClose: () => void;
  onDone: (made: Secret) => void;
}) {
  const say = useSay();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const make = useCommand(() => {
    const given = {
      params: { path: { id: owner.id } },
      body: { name: name.trim(), scopes: [...chosen] as never },
    };
    return ok(
      owner.level === 'group'
        ? api.admin.POST('/v1/groups/{id}/service-accounts', given)
        : api.admin.POST('/v1/institutions/{id}/service-accounts', given),
    );
  }, onDone);
  return (
    <Ask title={say('programs.new')} onClose={onClose}>
      <Field label={say('programs.name')} value={name} onChange={setName} maxLength={100} />
      <fieldset className="choices">
        <legend>{say('programs.may')}</legend>
        {scopes[owner.level].map((scope) => (
          <label key={scope} className="choice">
            <input
              type="checkbox"
              checked={chosen.includes(scope)}
              onChange={({ target }) =>
                setChosen(target.checked ? [...chosen, scope] : chosen.filter((one) => one !== scope))
              }
            />
            <span>{say(`scope.${scope.replace(':', '-')}` as Key)}</span>
          </label>
        ))}
      </fieldset>
      <Trouble>{make.trouble}</Trouble>
      <div className="row">
        <Action
          kind="first"
          onPress={() => make.run()}
          busy={make.busy}
          whyNot={name.trim() && chosen.length ? undefined : say('programs.fill-first')}
        >
          {say('programs.make')}
        </Action>
      </div>
    </Ask>
  );
}
