import { CarrelProblem, ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { useMe } from '../../frame/me.js';
import { toast } from '../../frame/toast.js';
import { Action } from '../../ui/Action.js';
import { Loaded } from '../../ui/Loaded.js';
import { Sure } from '../../ui/Sure.js';
import { faultsOf, Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { Conflict } from '../settings/Conflict.js';
import { ObjectFields } from '../settings/SchemaField.js';
import type { Fields, Schema } from '../settings/schema.js';
import { useSay } from '../words.js';
import { Copied } from '../Copied.js';

const text = (maxLength: number): Schema => ({ type: 'string', maxLength });
const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
/** @param ofGroup whether the provider is one that a group names */
const schemaOf = (level: 'institution' | 'group', ofGroup: boolean): Schema => ({
  type: 'object',
  required: ['enabled', 'issuer', 'clientId', 'rules'],
  properties: {
    enabled: { type: 'boolean' },
    ...(ofGroup
      ? {}
      : {
          issuer: nullable({ ...text(500), pattern: '^https?://' }),
          clientId: nullable(text(255)),
          clientSecret: text(300),
          groupsClaim: text(200),
        }),
    ...(level === 'institution'
      ? {
          createAccounts: { type: 'boolean' },
          trained: { type: 'boolean' },
          linkByEmail: { type: 'boolean' },
          only: { type: 'boolean' },
        }
      : {}),
    rules: {
      type: 'array',
      maxItems: 100,
      items: {
        type: 'object',
        required: ['claim', 'emailDomain', 'roles'],
        properties: {
          claim: nullable(text(200)),
          emailDomain: nullable(text(253)),
          roles: {
            type: 'array',
            items: {
              type: 'string',
              enum:
                level === 'group'
                  ? ['coordinator', 'group-admin']
                  : ['librarian', 'reviewer', 'institution-admin'],
            },
          },
        },
      },
    },
  },
});

const read = async (level: 'institution' | 'group', id: string) => {
  const at = { params: { path: { id } } };
  const { data, error, response } = await (level === 'group'
    ? api.admin.GET('/v1/groups/{id}/single-sign-on', at)
    : api.admin.GET('/v1/institutions/{id}/single-sign-on', at));
  if (!data) throw new CarrelProblem(response.status, error, `GET single sign-on of ${id}`);
  return { ...data, etag: response.headers.get('etag') ?? '"0"' };
};
type Present = Awaited<ReturnType<typeof read>>;

/** Sign-in by the institution's own provider (OpenID Connect). */
export function SingleSignOnPage({ level, id }: { level: 'institution' | 'group'; id: string }) {
  const present = useQuery({ queryKey: ['single-sign-on', id], queryFn: () => read(level, id) });
  return (
    <Loaded of={present}>
      {/* What is typed stays when somebody else has saved meanwhile. */}
      {(of) => <Form key={id} level={level} id={id} of={of} />}
    </Loaded>
  );
}

/** What is chosen of what is stored. */
function choicesOf(level: 'institution' | 'group', of: Present): Fields {
  const { enabled, issuer, clientId, groupsClaim, rules } = of;
  const shared = { enabled, issuer, clientId, groupsClaim, rules };
  if (level === 'group') return shared;
  const { createAccounts, trained, linkByEmail, only, groupId } = of;
  return { ...shared, createAccounts, trained, linkByEmail, only, groupId };
}

/** A group's provider has its address, client and secret from the group. */
function ofProvider(typed: Fields, groupId: string | null): Fields {
  const { clientSecret: _, ...rest } = typed;
  return groupId ? { ...rest, groupId, issuer: null, clientId: null } : { ...typed, groupId };
}

const changedIn = ({ history: [last] }: Present) => ({
  changedBy: last?.changedBy ?? null,
  changedAt: last?.changedAt ?? null,
});

function Form({ level, id, of }: { level: 'institution' | 'group'; id: string; of: Present }) {
  const say = useSay();
  const queries = useQueryClient();
  const { data: me } = useMe();
  const stored = choicesOf(level, of);
  const [typed, setTyped] = useState<Fields>(stored);
  const [seen, setSeen] = useState(of.etag);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [removing, setRemoving] = useState(false);
  const [conflict, setConflict] = useState(false);
  const at = { params: { path: { id } } };
  const fresh = async () => {
    await queries.invalidateQueries({ queryKey: ['single-sign-on', id] });
    return queries.getQueryData<Present>(['single-sign-on', id])!;
  };
  const begin = (from: Present) => {
    setTyped(choicesOf(level, from));
    setSeen(from.etag);
    setConflict(false);
  };
  const save = useCommand(async (wanted: Fields, from: string) => {
    setFaults({});
    const params = { path: { id }, header: { 'If-Match': from } };
    const given = { params, body: wanted as never };
    try {
      await ok(
        level === 'group'
          ? api.admin.PUT('/v1/groups/{id}/single-sign-on', given)
          : api.admin.PUT('/v1/institutions/{id}/single-sign-on', given),
      );
    } catch (error) {
      if (error instanceof CarrelProblem && error.status === 412) {
        await fresh();
        setConflict(true);
        return;
      }
      setFaults(faultsOf(error));
      throw error;
    }
    toast(say('saved'));
    begin(await fresh());
  });
  const remove = useCommand(async () => {
    await ok(
      level === 'group'
        ? api.admin.DELETE('/v1/groups/{id}/single-sign-on', at)
        : api.admin.DELETE('/v1/institutions/{id}/single-sign-on', at),
    );
    setRemoving(false);
    begin(await fresh());
  });
  const groups = level === 'institution' ? (me?.groups ?? []) : [];
  const groupId = (typed.groupId as string | null | undefined) ?? null;
  return (
    <article className="setting">
      <header className="setting-top">
        <h1>{say('single-sign-on')}</h1>
        <p>{say('single-sign-on.text')}</p>
      </header>
      <div className="setting-columns">
        <form
          className="setting-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            save.run(typed, seen);
          }}
        >
          {groups.length > 0 && (
            <label className="field">
              <span className="label">{say('single-sign-on.whose')}</span>
              <select
                className="input"
                value={groupId ?? ''}
                onChange={({ target }) => setTyped(ofProvider(typed, target.value || null))}
              >
                <option value="">{say('single-sign-on.own')}</option>
                {groups.map((group) => (
                  <option key={group.id} value={group.id}>
                    {say('single-sign-on.of-group', { name: group.name })}
                  </option>
                ))}
              </select>
            </label>
          )}
          <ObjectFields
            schema={schemaOf(level, groupId !== null)}
            value={typed}
            onChange={(value) => setTyped(value as Fields)}
            name="single-sign-on"
            at=""
            faults={faults}
          />
          <Trouble>{save.trouble}</Trouble>
          <div className="row save-row">
            <button type="submit" className="button first" aria-busy={save.busy || undefined}>
              {say('save')}
            </button>
            {(of.issuer ?? of.groupId) && (
              <Action kind="danger" onPress={() => setRemoving(true)}>
                {say('single-sign-on.remove')}
              </Action>
            )}
          </div>
        </form>
        <aside className="setting-beside">
          <section className="panel stack">
            <h2>{say('single-sign-on.register')}</h2>
            <p>{say('single-sign-on.redirect')}</p>
            <Copied text={of.redirectUri} label={say('single-sign-on.redirect')} />
            <p>{say('single-sign-on.logout')}</p>
            <Copied text={of.logoutUri} label={say('single-sign-on.logout')} />
            <p className="quiet">
              {say(of.hasClientSecret ? 'single-sign-on.secret-kept' : 'single-sign-on.no-secret')}
            </p>
          </section>
        </aside>
      </div>
      {removing && (
        <Sure
          title={say('single-sign-on.remove')}
          text={say('single-sign-on.remove-text')}
          does={say('single-sign-on.remove')}
          command={remove}
          onDo={() => remove.run()}
          onClose={() => setRemoving(false)}
        />
      )}
      {conflict && (
        <Conflict
          theirs={{ key: 'single-sign-on', value: stored, ...changedIn(of) }}
          mine={typed}
          onClose={() => setConflict(false)}
          onTake={() => begin(of)}
          onSave={(chosen) => {
            setTyped(chosen as Fields);
            save.run(chosen as Fields, of.etag);
          }}
        />
      )}
    </article>
  );
}
