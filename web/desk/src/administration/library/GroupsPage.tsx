import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { Action } from '../../ui/Action.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { Sure } from '../../ui/Sure.js';
import { When } from '../../ui/time.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { NewGroup } from '../platform/NewGroup.js';
import { useSay, type Key } from '../words.js';

const readMine = () => ok(api.admin.GET('/v1/memberships'));
type Membership = Awaited<ReturnType<typeof readMine>>['items'][number];

/** Groups the library belongs to or has asked to join, and Join a Group. */
export function GroupsPage() {
  const say = useSay();
  const queries = useQueryClient();
  const mine = useQuery({ queryKey: ['memberships', 'mine'], queryFn: readMine });
  const fresh = () => {
    void queries.invalidateQueries({ queryKey: ['memberships'] });
    void queries.invalidateQueries({ queryKey: ['me'] });
  };
  const [founding, setFounding] = useState(false);
  return (
    <>
      <h1>{say('groups')}</h1>
      <section aria-labelledby="mine-title" className="stack">
        <h2 id="mine-title">{say('groups.mine')}</h2>
        <Loaded of={mine}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={say('groups.none')}>{say('groups.none-text')}</Empty>
            ) : (
              <ul className="setting-rows">
                {items.map((one) => (
                  <li key={one.id} className="plain-row">
                    <strong>{one.groupName}</strong>
                    <span>
                      <span
                        className={`tag ${one.status === 'active' ? 'good' : one.status === 'pending' ? 'warn' : ''}`}
                      >
                        {say(`member.${one.status}`)}
                      </span>{' '}
                      <span className="quiet">
                        <When at={one.changedAt} /> {one.note}
                      </span>
                    </span>
                    <Moves of={one} onDone={fresh} />
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      <Join mine={mine.data?.items ?? []} onDone={fresh} />
      <section aria-labelledby="found-title" className="stack">
        <h2 id="found-title">{say('group.found')}</h2>
        <p>{say('group.found-text')}</p>
        <div className="row">
          <Action onPress={() => setFounding(true)}>{say('group.found')}</Action>
        </div>
      </section>
      {founding && (
        <NewGroup
          founding
          onClose={() => setFounding(false)}
          onDone={() => {
            setFounding(false);
            fresh();
          }}
        />
      )}
    </>
  );
}

/** What ends a membership, or shuts somebody out, is asked once more. */
const grave = ['leave', 'block'] as const;
type Grave = (typeof grave)[number];
const isGrave = (step: string): step is Grave => (grave as readonly string[]).includes(step);

/** The steps somebody may take with a membership; the others say why not where they are asked for. @param note goes with the step */
export function Moves({ of, onDone, note = '' }: { of: Membership; onDone: () => void; note?: string }) {
  const say = useSay();
  const [asked, setAsked] = useState<Grave>();
  const move = useCommand(
    (step: string) =>
      ok(
        api.admin.POST('/v1/memberships/{id}/{move}', {
          params: { path: { id: of.id, move: step as 'leave' } },
          body: note.trim() ? { note: note.trim() } : {},
        }),
      ),
    () => {
      setAsked(undefined);
      onDone();
    },
  );
  const names = { name: of.institutionName, group: of.groupName };
  const allowed = of.actions.filter((action) => action.allowed);
  return (
    <span className="row">
      {allowed.map(({ action }) => (
        <Action
          key={action}
          kind={action === 'approve' ? 'first' : isGrave(action) ? 'danger' : undefined}
          busy={move.busy}
          label={say('member.move-of', {
            move: say(`move.${action}` as Key),
            name: `${of.institutionName}, ${of.groupName}`,
          })}
          onPress={() => (isGrave(action) ? setAsked(action) : move.run(action))}
        >
          {say(`move.${action}` as Key)}
        </Action>
      ))}
      <Trouble>{!asked && move.trouble}</Trouble>
      {asked && (
        <Sure
          title={say('member.move-of', {
            move: say(`move.${asked}`),
            name: `${of.institutionName}, ${of.groupName}`,
          })}
          text={say(`move.${asked}-text`, names)}
          does={say(`move.${asked}`)}
          command={move}
          onDo={() => move.run(asked)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </span>
  );
}

function Join({ mine, onDone }: { mine: readonly Membership[]; onDone: () => void }) {
  const say = useSay();
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState<string>();
  const found = useQuery({
    queryKey: ['groups', 'search', search],
    enabled: search !== undefined,
    queryFn: () =>
      ok(
        api.admin.GET('/v1/groups', {
          params: { query: { kind: 'cooperative', limit: 100, ...(search ? { search } : {}) } },
        }),
      ),
  });
  const join = useCommand(
    (id: string) => ok(api.admin.POST('/v1/groups/{id}/memberships', { params: { path: { id } } })),
    onDone,
  );
  const standing = (id: string) =>
    mine.find(({ groupId, status }) => groupId === id && status !== 'left' && status !== 'rejected');
  return (
    <section aria-labelledby="join-title" className="stack">
      <h2 id="join-title">{say('groups.join')}</h2>
      <form
        className="search"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          setSearch(typed.trim());
        }}
      >
        <input
          type="search"
          className="input narrow"
          aria-label={say('groups.search')}
          placeholder={say('groups.search')}
          value={typed}
          maxLength={100}
          onChange={({ target }) => setTyped(target.value)}
        />
        <button type="submit" className="button">
          {say('go')}
        </button>
      </form>
      {search !== undefined && (
        <Loaded of={found}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={say('nothing-found')} />
            ) : (
              <ul className="setting-rows">
                {items.map((group) => {
                  const there = standing(group.id);
                  return (
                    <li key={group.id} className="plain-row">
                      <strong>{group.name}</strong>
                      <span className="quiet">
                        {say('groups.libraries', { count: group.libraries })}
                        {group.requiresCooperativeMark && ` · ${say('groups.mark')}`}
                      </span>
                      {there ? (
                        <span className="tag">{say(`member.${there.status}`)}</span>
                      ) : (
                        <Action
                          onPress={() => join.run(group.id)}
                          busy={join.busy}
                          label={say('groups.join-name', { name: group.name })}
                        >
                          {say('groups.join-this')}
                        </Action>
                      )}
                    </li>
                  );
                })}
              </ul>
            )
          }
        </Loaded>
      )}
      <Trouble>{join.trouble}</Trouble>
    </section>
  );
}
