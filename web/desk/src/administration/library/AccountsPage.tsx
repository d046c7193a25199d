import { ok } from '@carrel/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { useMe } from '../../frame/me.js';
import { toast } from '../../frame/toast.js';
import { Action } from '../../ui/Action.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { useAccounts, type Person } from '../people.js';
import { useSay } from '../words.js';
import { AccountAsk } from './AccountAsk.js';
import { ManyAccounts } from './ManyAccounts.js';

/** Who works at the library: roles, training, and whose invitation still waits. */
export function AccountsPage({ institutionId }: { institutionId: string }) {
  const say = useSay();
  const { data: me } = useMe();
  const queries = useQueryClient();
  const accounts = useAccounts(institutionId, true, 5_000);
  const fresh = () => void queries.invalidateQueries({ queryKey: ['accounts'] });
  const [search, setSearch] = useState('');
  const [asked, setAsked] = useState<Person | 'new'>();
  const [many, setMany] = useState(false);
  const wanted = search.trim().toLowerCase();
  return (
    <>
      <h1>{say('accounts')}</h1>
      <p className="quiet">{say('accounts.text')}</p>
      <div className="row">
        <Action kind="first" onPress={() => setAsked('new')}>
          {say('accounts.new')}
        </Action>
        <Action onPress={() => setMany(!many)}>{say('accounts.many')}</Action>
        <input
          type="search"
          className="input narrow"
          aria-label={say('accounts.search')}
          placeholder={say('accounts.search')}
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
      </div>
      {many && <ManyAccounts institutionId={institutionId} onDone={fresh} onClose={() => setMany(false)} />}
      <Loaded of={accounts}>
        {(all) => {
          const shown = all.filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(wanted));
          const waiting = all.filter(({ invited, active }) => invited && active).length;
          const trained = all.filter(
            ({ trained: is, active, roles }) => is && active && roles.includes('librarian'),
          );
          if (shown.length === 0) return <Empty title={say('nothing-found')} />;
          return (
            <>
              <p className="quiet">
                {say('accounts.counts', { count: all.length, trained: trained.length, waiting })}
              </p>
              <div className="wide-table">
                <table className="table">
                  <thead>
                    <tr>
                      <th scope="col">{say('accounts.name')}</th>
                      <th scope="col">{say('accounts.roles')}</th>
                      <th scope="col">{say('accounts.trained')}</th>
                      <th scope="col">{say('accounts.state')}</th>
                      <td />
                    </tr>
                  </thead>
                  <tbody>
                    {shown.map((one) => (
                      <tr key={one.id} className={one.active ? '' : 'off'}>
                        <th scope="row">
                          {one.name}
                          <span className="quiet said">
                            {one.email} · {one.number}
                          </span>
                        </th>
                        <td>
                          {one.roles.map((role) => (
                            <span key={role} className="tag">
                              {say(`role.${role}`)}
                            </span>
                          ))}
                          {one.groupRoles.map(({ groupId, role }) => (
                            <span key={`${groupId} ${role}`} className="tag">
                              {say(`role.${role}`)} {me?.groups.find(({ id }) => id === groupId)?.shortName}
                            </span>
                          ))}
                        </td>
                        <td>{one.trained ? `✓ ${say('yes')}` : say('no')}</td>
                        <td>
                          {!one.active ? (
                            <span className="tag">{say('accounts.off')}</span>
                          ) : one.invited ? (
                            <Invite of={one} onDone={fresh} />
                          ) : (
                            say('accounts.on')
                          )}
                        </td>
                        <td>
                          <button
                            type="button"
                            className="button plain"
                            aria-label={say('accounts.change', { name: one.name })}
                            onClick={() => setAsked(one)}
                          >
                            {say('change')}
                          </button>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </>
          );
        }}
      </Loaded>
      {asked && (
        <AccountAsk
          of={asked === 'new' ? undefined : asked}
          institutionId={institutionId}
          onClose={() => setAsked(undefined)}
          onDone={() => (fresh(), setAsked(undefined))}
        />
      )}
    </>
  );
}

function Invite({ of, onDone }: { of: Person; onDone: () => void }) {
  const say = useSay();
  const [busy, setBusy] = useState(false);
  return (
    <span className="row">
      <span className="tag warn">{say('accounts.invited')}</span>
      <Action
        kind="plain"
        busy={busy}
        label={say('accounts.invite-again', { name: of.name })}
        onPress={() => {
          setBusy(true);
          ok(api.admin.POST('/v1/accounts/{id}/invitations/mail', { params: { path: { id: of.id } } }))
            .then(
              () => toast(say('accounts.invited-again', { email: of.email })),
              (error: Error) => toast(error.message, 'trouble'),
            )
            .finally(() => (setBusy(false), onDone()));
        }}
      >
        {say('accounts.again')}
      </Action>
    </span>
  );
}
