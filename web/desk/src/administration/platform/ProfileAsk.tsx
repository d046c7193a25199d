import { ok } from '@carrel/client';
import { useState, type ReactNode } from 'react';
import { api } from '../../api.js';
import { Action } from '../../ui/Action.js';
import { Ask } from '../../ui/Ask.js';
import { Field } from '../../ui/Field.js';
import { Loaded } from '../../ui/Loaded.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { useProfile, type Profile } from '../library/ProfilePage.js';
import { useSay, type Key } from '../words.js';

interface Props {
  readonly id: string;
  readonly name: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
  /** What else is done with the library. */
  readonly children?: (of: Profile) => ReactNode;
}

/** A library's profile before whoever approves it: active, or back with a note. */
export function ProfileAsk({ id, name, onClose, onDone, children }: Props) {
  const say = useSay();
  const profile = useProfile(id);
  const [note, setNote] = useState('');
  const at = { params: { path: { id } } };
  const done = () => {
    void profile.refetch();
    onDone();
  };
  const activate = useCommand(() => ok(api.admin.POST('/v1/institutions/{id}/profile/activate', at)), done);
  const reject = useCommand(
    () => ok(api.admin.POST('/v1/institutions/{id}/profile/reject', { ...at, body: { note: note.trim() } })),
    done,
  );
  return (
    <Ask title={name} onClose={onClose}>
      <Loaded of={profile}>
        {(of) => (
          <>
            <p>
              <span className="tag">{say(`profile.is.${of.status}`)}</span> {of.note}
            </p>
            <dl className="facts">
              <dt>{say('profile.stateOrProvince')}</dt>
              <dd>{of.stateOrProvince ?? '—'}</dd>
              <dt>{say('profile.country')}</dt>
              <dd>{of.country ?? '—'}</dd>
              <dt>{say('profile.timeZone')}</dt>
              <dd>{of.timeZone}</dd>
              <dt>{say('profile.alertEmail')}</dt>
              <dd>{of.alertEmail ?? '—'}</dd>
              <dt>{say('profile.libraryTypes')}</dt>
              <dd>{of.libraryTypes.map((type) => say(`type.${type}`)).join(', ') || '—'}</dd>
            </dl>
            {of.missing.length > 0 && (
              <p className="quiet">
                {say('check.missing-names', {
                  names: of.missing.map((field) => say(`profile.${field}` as Key)).join(', '),
                })}
              </p>
            )}
            {of.status === 'submitted' && (
              <>
                <div className="row">
                  <Action kind="first" onPress={() => activate.run()} busy={activate.busy}>
                    {say('libraries.activate')}
                  </Action>
                </div>
                <Field
                  label={say('libraries.note')}
                  value={note}
                  onChange={setNote}
                  maxLength={1000}
                  rows={2}
                />
                <div className="row">
                  <Action
                    onPress={() => reject.run()}
                    busy={reject.busy}
                    whyNot={note.trim() ? undefined : say('libraries.note-first')}
                  >
                    {say('libraries.reject')}
                  </Action>
                </div>
              </>
            )}
            <Trouble>{activate.trouble ?? reject.trouble}</Trouble>
            {children?.(of)}
          </>
        )}
      </Loaded>
    </Ask>
  );
}
