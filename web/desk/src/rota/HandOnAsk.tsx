import { ok } from '@carrel/client';
import { useState } from 'react';
import { api } from '../api.js';
import { useLibrariesOf } from '../frame/me.js';
import { toast } from '../frame/toast.js';
import { Action } from '../ui/Action.js';
import { Ask } from '../ui/Ask.js';
import { Field } from '../ui/Field.js';
import { Loaded } from '../ui/Loaded.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { at, useFresh } from './api.js';
import { Span } from './Span.js';
import { useSay } from './words.js';

interface Props {
  readonly duty: {
    readonly id: string;
    readonly groupId: string;
    readonly from: string;
    readonly to: string;
    readonly institutionId: string | null;
  };
  readonly onClose: () => void;
}

/** Whoever manages the rota gives a duty to another library at once: the last way when nobody covers (R91). */
export function HandOnAsk({ duty, onClose }: Props) {
  const say = useSay();
  const fresh = useFresh();
  const libraries = useLibrariesOf(duty.groupId);
  const [institutionId, setInstitutionId] = useState<string>();
  const [reason, setReason] = useState('');
  const handOn = useCommand(
    () =>
      ok(
        api.referrals.POST('/v1/duties/{id}/hand-on', {
          ...at(duty.id),
          body: { institutionId: institutionId!, ...(reason.trim() ? { reason: reason.trim() } : {}) },
        }),
      ),
    () => {
      fresh();
      toast(say('hand-on.done'));
      onClose();
    },
  );
  return (
    <Ask title={say('hand-on.title')} onClose={onClose}>
      <p>
        <Span from={duty.from} to={duty.to} day />
      </p>
      <p className="quiet">{say('hand-on.text')}</p>
      <Loaded of={libraries}>
        {(all) => (
          <fieldset className="choices others">
            <legend>{say('hand-on.to')}</legend>
            {all
              .filter(({ id }) => id !== duty.institutionId)
              .map(({ id, name }) => (
                <label key={id} className="choice">
                  <input
                    type="radio"
                    name="library"
                    checked={institutionId === id}
                    onChange={() => setInstitutionId(id)}
                  />
                  <span>{name}</span>
                </label>
              ))}
          </fieldset>
        )}
      </Loaded>
      <Field
        label={say('cover.reason')}
        hint={say('cover.reason-hint')}
        value={reason}
        onChange={setReason}
        rows={2}
        maxLength={1000}
      />
      <Trouble>{handOn.trouble}</Trouble>
      <div className="row">
        <Action
          kind="first"
          busy={handOn.busy}
          whyNot={institutionId ? undefined : say('hand-on.choose')}
          onPress={() => handOn.run()}
        >
          {say('hand-on.do')}
        </Action>
      </div>
    </Ask>
  );
}
