import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { useMe } from '../../frame/me.js';
import { Action } from '../../ui/Action.js';
import { Ask } from '../../ui/Ask.js';
import { Field } from '../../ui/Field.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { Sure } from '../../ui/Sure.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { useAccounts } from '../people.js';
import { useSay } from '../words.js';

const readExperts = (groupId: string | undefined) =>
  ok(
    api.referrals.GET('/v1/experts', { params: { query: { limit: 200, ...(groupId ? { groupId } : {}) } } }),
  );
type Expert = Awaited<ReturnType<typeof readExperts>>['items'][number];

/** Subject matter experts of a library, or of a whole group; Quality Control is one of them. */
export function ExpertsPage({ groupId, institutionId }: { groupId?: string; institutionId?: string }) {
  const say = useSay();
  const queries = useQueryClient();
  const experts = useQuery({ queryKey: ['experts', groupId], queryFn: () => readExperts(groupId) });
  const [asked, setAsked] = useState<Expert | 'new'>();
  const done = () => {
    setAsked(undefined);
    void queries.invalidateQueries({ queryKey: ['experts'] });
  };
  return (
    <>
      <h1>{say('experts')}</h1>
      <p>{say('experts.text')}</p>
      <div className="row">
        <Action kind="first" onPress={() => setAsked('new')}>
          {say('experts.new')}
        </Action>
      </div>
      <Loaded of={experts}>
        {({ items }) => {
          const own = items.filter((one) =>
            groupId ? one.groupId === groupId : one.institutionId === institutionId,
          );
          return own.length === 0 ? (
            <Empty title={say('experts.none')} />
          ) : (
            <ul className="setting-rows">
              {own.map((one) => (
                <li key={one.id} className="plain-row">
                  <strong>{one.name}</strong>
                  <span className="quiet">
                    {one.qualityControl && <span className="tag">{say('experts.quality')}</span>}{' '}
                    {[one.address, ...one.expertise].filter(Boolean).join(', ')}
                  </span>
                  <button
                    type="button"
                    className="button plain"
                    aria-label={say('accounts.change', { name: one.name })}
                    onClick={() => setAsked(one)}
                  >
                    {say('change')}
                  </button>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
      {asked && (
        <ExpertAsk
          of={asked === 'new' ? undefined : asked}
          groupId={groupId}
          onClose={() => setAsked(undefined)}
          onDone={done}
        />
      )}
    </>
  );
}

interface AskProps {
  readonly of: Expert | undefined;
  readonly groupId: string | undefined;
  readonly onClose: () => void;
  readonly onDone: () => void;
}
function ExpertAsk({ of, groupId, onClose, onDone }: AskProps) {
  const say = useSay();
  const { data: me } = useMe();
  const people = useAccounts(
    me?.institutionId ?? undefined,
    me?.capabilities.includes('accounts.manage') ?? false,
  );
  const [name, setName] = useState(of?.name ?? '');
  const [address, setAddress] = useState(of?.address ?? '');
  const [expertise, setExpertise] = useState(of?.expertise.join(', ') ?? '');
  const [accountIds, setAccountIds] = useState<readonly string[]>(of?.accountIds ?? []);
  const [qualityControl, setQualityControl] = useState(of?.qualityControl ?? false);
  const body = () => ({
    name: name.trim(),
    ...(accountIds.length ? { accountIds: [...accountIds] } : {}),
    ...(address.trim() && accountIds.length === 0 ? { address: address.trim() } : {}),
    expertise: expertise
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean),
    qualityControl,
  });
  const save = useCommand(
    () =>
      of
        ? ok(api.referrals.PUT('/v1/experts/{id}', { params: { path: { id: of.id } }, body: body() }))
        : ok(api.referrals.POST('/v1/experts', { body: { ...body(), ...(groupId ? { groupId } : {}) } })),
    onDone,
  );
  const remove = useCommand(
    async () =>
      void (await ok(api.referrals.DELETE('/v1/experts/{id}', { params: { path: { id: of!.id } } }))),
    onDone,
  );
  const [sure, setSure] = useState(false);
  if (of && sure)
    return (
      <Sure
        title={say('experts.remove-name', { name: of.name })}
        text={say('experts.remove-text')}
        does={say('remove')}
        command={remove}
        onDo={() => remove.run()}
        onClose={onClose}
      />
    );
  return (
    <Ask title={of?.name ?? say('experts.new')} onClose={onClose}>
      <form
        noValidate
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.run();
        }}
      >
        <Field label={say('experts.name')} value={name} onChange={setName} maxLength={120} />
        <fieldset className="choices">
          <legend>{say('experts.people')}</legend>
          <div className="many-choices">
            {people.data
              ?.filter(({ active }) => active)
              .map(({ id, name: person }) => (
                <label key={id} className="choice">
                  <input
                    type="checkbox"
                    checked={accountIds.includes(id)}
                    onChange={({ target }) =>
                      setAccountIds(
                        target.checked ? [...accountIds, id] : accountIds.filter((one) => one !== id),
                      )
                    }
                  />
                  <span>{person}</span>
                </label>
              ))}
          </div>
        </fieldset>
        {accountIds.length === 0 && (
          <Field
            label={say('experts.address')}
            type="email"
            value={address}
            onChange={setAddress}
            maxLength={254}
          />
        )}
        <Field
          label={say('experts.expertise')}
          hint={say('experts.commas')}
          value={expertise}
          onChange={setExpertise}
          maxLength={1000}
        />
        <label className="choice">
          <input
            type="checkbox"
            checked={qualityControl}
            onChange={({ target }) => setQualityControl(target.checked)}
          />
          <span>{say('experts.quality-does')}</span>
        </label>
        <Trouble>{save.trouble}</Trouble>
        <div className="row">
          <button type="submit" className="button first" aria-busy={save.busy || undefined}>
            {say('save')}
          </button>
          {of && (
            <Action kind="danger" onPress={() => setSure(true)}>
              {say('remove')}
            </Action>
          )}
        </div>
      </form>
    </Ask>
  );
}
