import { CarrelProblem, ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { toast } from '../../frame/toast.js';
import { Action } from '../../ui/Action.js';
import { Loaded } from '../../ui/Loaded.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { ObjectFields } from '../settings/SchemaField.js';
import type { Fields, Schema } from '../settings/schema.js';
import { useSay } from '../words.js';
import { Copied } from './SitePage.js';

const text = (maxLength: number): Schema => ({ type: 'string', maxLength });
const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const schemaOf = (level: 'institution' | 'group'): Schema => ({
  type: 'object',
  required: ['enabled', 'issuer', 'clientId', 'rules'],
  properties: {
    enabled: { type: 'boolean' },
    issuer: nullable({ ...text(500), pattern: '^https?://' }),
    clientId: nullable(text(255)),
    clientSecret: text(300),
    groupsClaim: text(200),
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

const read = (level: 'institution' | 'group', id: string) => {
  const at = { params: { path: { id } } };
  return ok(
    level === 'group'
      ? api.admin.GET('/v1/groups/{id}/single-sign-on', at)
      : api.admin.GET('/v1/institutions/{id}/single-sign-on', at),
  );
};
type Present = Awaited<ReturnType<typeof read>>;

/** Sign-in by the institution's own provider (OpenID Connect). */
export function SingleSignOnPage({ level, id }: { level: 'institution' | 'group'; id: string }) {
  const present = useQuery({ queryKey: ['single-sign-on', id], queryFn: () => read(level, id) });
  return (
    <Loaded of={present}>
      {(of) => <Form key={of.history[0]?.version ?? 0} level={level} id={id} of={of} />}
    </Loaded>
  );
}

function Form({ level, id, of }: { level: 'institution' | 'group'; id: string; of: Present }) {
  const say = useSay();
  const queries = useQueryClient();
  const [typed, setTyped] = useState<Fields>(() => {
    const {
      enabled,
      issuer,
      clientId,
      groupsClaim,
      rules,
      createAccounts,
      trained,
      linkByEmail,
      only,
      groupId,
    } = of;
    const shared = { enabled, issuer, clientId, groupsClaim, rules };
    return level === 'group' ? shared : { ...shared, createAccounts, trained, linkByEmail, only, groupId };
  });
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const at = { params: { path: { id } } };
  const fresh = () => queries.invalidateQueries({ queryKey: ['single-sign-on', id] });
  const save = useCommand(async () => {
    setFaults({});
    try {
      await ok(
        level === 'group'
          ? api.admin.PUT('/v1/groups/{id}/single-sign-on', { ...at, body: typed as never })
          : api.admin.PUT('/v1/institutions/{id}/single-sign-on', { ...at, body: typed as never }),
      );
    } catch (error) {
      if (error instanceof CarrelProblem)
        setFaults(
          Object.fromEntries(error.problem?.errors?.map(({ path, message }) => [path, message]) ?? []),
        );
      throw error;
    }
    toast(say('saved'));
    await fresh();
  });
  const remove = useCommand(async () => {
    await ok(
      level === 'group'
        ? api.admin.DELETE('/v1/groups/{id}/single-sign-on', at)
        : api.admin.DELETE('/v1/institutions/{id}/single-sign-on', at),
    );
    await fresh();
  });
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
            save.run();
          }}
        >
          <ObjectFields
            schema={schemaOf(level)}
            value={typed}
            onChange={(value) => setTyped(value as Fields)}
            name="single-sign-on"
            at=""
            faults={faults}
          />
          <Trouble>{save.trouble ?? remove.trouble}</Trouble>
          <div className="row save-row">
            <button type="submit" className="button first" aria-busy={save.busy || undefined}>
              {say('save')}
            </button>
            {of.issuer && (
              <Action kind="danger" onPress={() => remove.run()} busy={remove.busy}>
                {say('single-sign-on.remove')}
              </Action>
            )}
          </div>
        </form>
        <aside className="setting-beside">
          <section className="panel stack">
            <h2>{say('single-sign-on.register')}</h2>
            <p>{say('single-sign-on.redirect')}</p>
            <Copied text={of.redirectUri} />
            <p>{say('single-sign-on.logout')}</p>
            <Copied text={of.logoutUri} />
            <p className="quiet">
              {say(of.hasClientSecret ? 'single-sign-on.secret-kept' : 'single-sign-on.no-secret')}
            </p>
          </section>
        </aside>
      </div>
    </article>
  );
}
