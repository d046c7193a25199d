import { useState } from 'react';
import { LanguageChoice } from '../../frame/LanguageChoice.js';
import { useAccount, useMe } from '../../frame/me.js';
import { keepShiftHabits, shiftHabits } from '../../frame/shift-habits.js';
import { toast } from '../../frame/toast.js';
import { Field } from '../../ui/Field.js';
import { Loaded } from '../../ui/Loaded.js';
import { useSay } from './words.js';

/** Who one is here, and how one is called: what an administrator decides is only shown. */
export function Profile({ turn }: { turn: (language: string) => void }) {
  const say = useSay();
  const account = useAccount();
  const me = useMe();
  const [screenName, setScreenName] = useState(shiftHabits(account.id).screenName ?? '');
  const save = () => {
    keepShiftHabits(account.id, { ...shiftHabits(account.id), screenName: screenName.trim() || undefined });
    toast(say('account.saved'));
  };
  return (
    <>
      <Loaded of={me}>
        {(data) => (
          <dl className="facts wide">
            <Fact name={say('profile.name')} value={data.name} />
            <Fact name={say('sign-in.email')} value={data.email} />
            <Fact name={say('profile.number')} value={data.number} />
            {data.institution && <Fact name={say('profile.library')} value={data.institution.name} />}
            <Fact
              name={say('profile.roles')}
              value={
                [
                  ...data.roles.map((role) => say(`role.${role}`)),
                  ...data.groupRoles.map(({ role, groupId }) =>
                    say('role.in-group', {
                      role: say(`role.${role}`),
                      group: data.groups.find(({ id }) => id === groupId)?.name ?? '…',
                    }),
                  ),
                  ...(data.operator ? [say('role.operator')] : []),
                ].join(', ') || '—'
              }
            />
            {data.roles.includes('librarian') && (
              <Fact
                name={say('profile.training')}
                value={say(data.trained ? 'profile.trained' : 'profile.not-trained')}
              />
            )}
          </dl>
        )}
      </Loaded>
      <p className="quiet">{say('profile.by-administrator')}</p>
      <form
        className="stack narrow"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field
          label={say('shift.screen-name')}
          hint={say('profile.screen-name-hint')}
          value={screenName}
          onChange={setScreenName}
          maxLength={60}
        />
        <button type="submit" className="button">
          {say('shift.save')}
        </button>
        <div className="field">
          <span>{say('language')}</span>
          <LanguageChoice turn={turn} />
        </div>
      </form>
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
