import { ok } from '@carrel/client';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { toast } from '../../frame/toast.js';
import { Action } from '../../ui/Action.js';
import { Ask } from '../../ui/Ask.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { AccountAsk } from '../library/AccountAsk.js';
import { useLibraryChoices } from '../settings/pickers.js';
import { useSay } from '../words.js';
import { useGroups } from './GroupsPage.js';
import { ProfileAsk } from './ProfileAsk.js';
import { RegisterAsk } from './RegisterAsk.js';

const readLibraries = (search: string, cursor: string | undefined) =>
  ok(
    api.admin.GET('/v1/institutions', {
      params: { query: { limit: 50, ...(search ? { search } : {}), ...(cursor ? { cursor } : {}) } },
    }),
  );
type Library = Awaited<ReturnType<typeof readLibraries>>['items'][number];
type Asked = { readonly what: 'profile' | 'administrator' | 'close'; readonly of: Library };

/** Every library of the platform: registering, its first administrator, its profile, and closing with a successor. */
export function PlatformLibrariesPage() {
  const say = useSay();
  const queries = useQueryClient();
  const groups = useGroups();
  const [search, setSearch] = useState('');
  const libraries = useInfiniteQuery({
    queryKey: ['platform-libraries', search],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => readLibraries(search.trim(), pageParam),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const [registering, setRegistering] = useState(false);
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const done = () => {
    close();
    setRegistering(false);
    void queries.invalidateQueries({ queryKey: ['platform-libraries'] });
    void queries.invalidateQueries({ queryKey: ['libraries'] });
  };
  const subscriptions = groups.data?.filter(({ kind }) => kind === 'subscription') ?? [];
  return (
    <>
      <h1>{say('libraries')}</h1>
      <div className="row">
        <Action
          kind="first"
          onPress={() => setRegistering(true)}
          whyNot={subscriptions.length ? undefined : say('libraries.group-first')}
        >
          {say('libraries.register')}
        </Action>
        <input
          type="search"
          className="input narrow"
          aria-label={say('libraries.search')}
          placeholder={say('libraries.search')}
          value={search}
          maxLength={100}
          onChange={({ target }) => setSearch(target.value)}
        />
      </div>
      <Loaded of={libraries}>
        {({ pages }) => {
          const all = pages.flatMap(({ items }) => items);
          if (all.length === 0) return <Empty title={say('nothing-found')} />;
          return (
            <>
              <ul className="setting-rows">
                {all.map((one) => (
                  <li key={one.id} className="plain-row">
                    <span>
                      <strong>{one.name}</strong>
                      <span className="quiet said">
                        {groups.data?.find(({ id }) => id === one.subscriptionGroupId)?.name}
                      </span>
                    </span>
                    <span
                      className={`tag ${one.profileStatus === 'active' ? 'good' : one.profileStatus === 'submitted' ? 'warn' : ''}`}
                    >
                      {say(`profile.is.${one.profileStatus}`)}
                    </span>
                    {one.profileStatus === 'closed' ? (
                      <Action
                        label={say('libraries.successor-of', { name: one.name })}
                        onPress={() => setAsked({ what: 'close', of: one })}
                      >
                        {say('libraries.name-successor')}
                      </Action>
                    ) : (
                      <span className="row">
                        <Action
                          label={say('libraries.look-at', { name: one.name })}
                          onPress={() => setAsked({ what: 'profile', of: one })}
                        >
                          {say('libraries.look')}
                        </Action>
                        <Action
                          label={say('libraries.administrator-of', { name: one.name })}
                          onPress={() => setAsked({ what: 'administrator', of: one })}
                        >
                          {say('libraries.add-administrator')}
                        </Action>
                        <Action
                          kind="danger"
                          label={say('libraries.close-name', { name: one.name })}
                          onPress={() => setAsked({ what: 'close', of: one })}
                        >
                          {say('libraries.close')}
                        </Action>
                      </span>
                    )}
                  </li>
                ))}
              </ul>
              {libraries.hasNextPage && (
                <button type="button" className="button" onClick={() => void libraries.fetchNextPage()}>
                  {say('more')}
                </button>
              )}
            </>
          );
        }}
      </Loaded>
      {registering && (
        <RegisterAsk
          groups={subscriptions}
          withAdministrator
          onClose={() => setRegistering(false)}
          onDone={done}
        />
      )}
      {asked?.what === 'profile' && <Looked of={asked.of} onClose={close} onDone={done} />}
      {asked?.what === 'administrator' && (
        <AccountAsk
          of={undefined}
          institutionId={asked.of.id}
          as={['institution-admin']}
          onClose={close}
          onDone={done}
        />
      )}
      {asked?.what === 'close' && <CloseAsk of={asked.of} onClose={close} onDone={done} />}
    </>
  );
}

function Looked({ of, onClose, onDone }: { of: Library; onClose: () => void; onDone: () => void }) {
  const { id, name } = of;
  return (
    <ProfileAsk id={id} name={name} onClose={onClose} onDone={onDone}>
      {({ cooperativeMember }) => (
        <>
          <CooperativeMark id={id} member={cooperativeMember} />
          <Passwords id={id} />
        </>
      )}
    </ProfileAsk>
  );
}

/** Some cooperatives are joined only by libraries that have it. */
function CooperativeMark({ id, member: was }: { id: string; member: boolean }) {
  const say = useSay();
  const [member, setMember] = useState(was);
  const mark = useCommand(
    (to: boolean) =>
      ok(
        api.admin.PUT('/v1/institutions/{id}/cooperative-mark', {
          params: { path: { id } },
          body: { member: to },
        }),
      ).then(() => to),
    (to) => {
      setMember(to);
      toast(say('saved'));
    },
  );
  return (
    <>
      <label className="choice">
        <input type="checkbox" checked={member} onChange={({ target }) => mark.run(target.checked)} />
        <span>{say('libraries.cooperative-mark')}</span>
      </label>
      <Trouble>{mark.trouble}</Trouble>
    </>
  );
}

/** Where a library's own provider lets nobody in and passwords are refused, its people are shut out. */
function Passwords({ id }: { id: string }) {
  const say = useSay();
  const allow = useCommand(
    () =>
      ok(
        api.admin.POST('/v1/institutions/{id}/single-sign-on/allow-passwords', { params: { path: { id } } }),
      ),
    () => toast(say('libraries.passwords-allowed')),
  );
  return (
    <>
      <p className="quiet">{say('libraries.passwords-text')}</p>
      <div className="row">
        <Action onPress={() => allow.run()} busy={allow.busy}>
          {say('libraries.allow-passwords')}
        </Action>
      </div>
      <Trouble>{allow.trouble}</Trouble>
    </>
  );
}

/** For good, and so asked for by its name; one that was closed without a successor is given one later. */
function CloseAsk({ of, onClose, onDone }: { of: Library; onClose: () => void; onDone: () => void }) {
  const say = useSay();
  const others = useLibraryChoices().filter(({ id, closed }) => id !== of.id && !closed);
  const [successor, setSuccessor] = useState('');
  const [typed, setTyped] = useState('');
  const isClosed = of.profileStatus === 'closed';
  const title = say(isClosed ? 'libraries.successor-of' : 'libraries.close-name', { name: of.name });
  const whyNot = isClosed
    ? successor
      ? undefined
      : say('libraries.successor-first')
    : typed.trim() === of.name
      ? undefined
      : say('libraries.type-first');
  const close = useCommand(
    () =>
      ok(
        api.admin.POST('/v1/institutions/{id}/close', {
          params: { path: { id: of.id } },
          body: { successorInstitutionId: successor || null },
        }),
      ),
    () => {
      toast(isClosed ? say('saved') : say('libraries.closed', { name: of.name }));
      onDone();
    },
  );
  return (
    <Ask title={title} onClose={onClose} role="alertdialog">
      <p>{say(isClosed ? 'libraries.successor-text' : 'libraries.close-text')}</p>
      <label className="field">
        <span className="label">{say('libraries.successor')}</span>
        <select className="input" value={successor} onChange={({ target }) => setSuccessor(target.value)}>
          <option value="">{say('libraries.no-successor')}</option>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {!isClosed && (
        <label className="field">
          <span className="label">{say('libraries.type-name', { name: of.name })}</span>
          <input className="input" value={typed} onChange={({ target }) => setTyped(target.value)} />
        </label>
      )}
      <Trouble>{close.trouble}</Trouble>
      <div className="row">
        <Action
          kind={isClosed ? 'first' : 'danger'}
          onPress={() => close.run()}
          busy={close.busy}
          whyNot={whyNot}
        >
          {say(isClosed ? 'save' : 'libraries.close')}
        </Action>
        <Action onPress={onClose}>{say('cancel')}</Action>
      </div>
    </Ask>
  );
}
