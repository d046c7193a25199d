import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { Action } from '../../ui/Action.js';
import { Field } from '../../ui/Field.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { When } from '../../ui/time.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import type { GroupArea } from '../areas.js';
import { Moves } from '../library/GroupsPage.js';
import { useSay } from '../words.js';

const statuses = ['pending', 'active', 'inactive', 'blocked', 'rejected', 'left'] as const;
type Status = (typeof statuses)[number];

const readMembers = (id: string, status: Status) =>
  ok(
    api.admin.GET('/v1/groups/{id}/memberships', { params: { path: { id }, query: { status, limit: 200 } } }),
  );

/** Libraries that ask to join a cooperative, and its members: approved, or many at once. */
export function MembersPage({ area }: { area: GroupArea }) {
  const say = useSay();
  const queries = useQueryClient();
  const [status, setStatus] = useState<Status>('pending');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [note, setNote] = useState('');
  const members = useQuery({
    queryKey: ['memberships', area.id, status],
    queryFn: () => readMembers(area.id, status),
    // Others ask while it is open.
    refetchInterval: 15_000,
  });
  const fresh = () => {
    setChosen(new Set());
    void queries.invalidateQueries({ queryKey: ['memberships'] });
  };
  const [refused, setRefused] = useState<readonly string[]>([]);
  const move = useCommand(
    (step: 'approve' | 'reject' | 'block' | 'unblock') =>
      ok(
        api.admin.POST('/v1/groups/{id}/memberships/moves', {
          params: { path: { id: area.id } },
          body: { move: step, ids: [...chosen], ...(note.trim() ? { note: note.trim() } : {}) },
        }),
      ),
    ({ items }) => {
      setRefused(items.flatMap(({ refusal }) => refusal?.detail ?? []));
      setNote('');
      fresh();
    },
  );
  const steps =
    status === 'pending'
      ? (['approve', 'reject'] as const)
      : status === 'blocked'
        ? (['unblock'] as const)
        : (['block'] as const);
  const whyNot = chosen.size === 0 ? say('members.choose') : undefined;
  return (
    <>
      <h1>{say('members')}</h1>
      <div className="lists" role="group" aria-label={say('members.status')}>
        {statuses.map((one) => (
          <button
            key={one}
            type="button"
            className="button plain"
            aria-pressed={one === status}
            onClick={() => (setStatus(one), setChosen(new Set()))}
          >
            {say(`member.${one}`)}
          </button>
        ))}
      </div>
      <Loaded of={members}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={say(status === 'pending' ? 'members.no-requests' : 'nothing-found')} />
          ) : (
            <>
              <div className="row">
                {steps.map((step) => (
                  <Action
                    key={step}
                    kind={step === 'approve' ? 'first' : undefined}
                    onPress={() => move.run(step)}
                    busy={move.busy}
                    whyNot={whyNot}
                  >
                    {say('members.move-chosen', { move: say(`move.${step}`), count: chosen.size })}
                  </Action>
                ))}
                <button
                  type="button"
                  className="button plain"
                  onClick={() => setChosen(new Set(items.map(({ id }) => id)))}
                >
                  {say('members.all')}
                </button>
              </div>
              <Field label={say('members.note')} value={note} onChange={setNote} maxLength={1000} />
              <ul className="setting-rows">
                {items.map((one) => (
                  <li key={one.id} className="plain-row">
                    <label className="choice">
                      <input
                        type="checkbox"
                        checked={chosen.has(one.id)}
                        onChange={({ target }) =>
                          setChosen(
                            new Set(
                              target.checked
                                ? [...chosen, one.id]
                                : [...chosen].filter((id) => id !== one.id),
                            ),
                          )
                        }
                      />
                      <strong>{one.institutionName}</strong>
                    </label>
                    <span className="quiet">
                      <When at={one.changedAt} /> {one.note}
                    </span>
                    <Moves
                      of={one}
                      note={note}
                      onDone={() => {
                        setNote('');
                        fresh();
                      }}
                    />
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
      <Trouble>{move.trouble ?? refused.join(' ')}</Trouble>
    </>
  );
}
