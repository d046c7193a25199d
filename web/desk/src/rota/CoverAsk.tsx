import { ok } from '@carrel/client';
import { useState } from 'react';
import { api } from '../api.js';
import { useMe } from '../frame/me.js';
import { toast } from '../frame/toast.js';
import { Action } from '../ui/Action.js';
import { Ask } from '../ui/Ask.js';
import { Field } from '../ui/Field.js';
import { Loaded } from '../ui/Loaded.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { at, useDuties, useFresh, type Duty } from './api.js';
import { Span } from './Span.js';
import { useSay } from './words.js';

const MOST = 20;

/** The library cannot: others are asked to cover, or to swap for a duty of theirs (R91). */
export function CoverAsk({ duty, onClose }: { duty: Duty; onClose: () => void }) {
  const say = useSay();
  const { data: me } = useMe();
  const fresh = useFresh();
  const others = useDuties(duty.groupId);
  const [reason, setReason] = useState('');
  const [swapFor, setSwapFor] = useState<readonly string[]>([]);
  const ask = useCommand(
    () =>
      ok(
        api.referrals.POST('/v1/duties/{id}/covers', {
          ...at(duty.id),
          body: { reason: reason.trim(), ...(swapFor.length > 0 ? { swapFor: [...swapFor] } : {}) },
        }),
      ),
    () => {
      fresh();
      toast(say('cover.asked'));
      onClose();
    },
  );
  return (
    <Ask title={say('cover.title')} onClose={onClose} wide>
      <p>
        <Span from={duty.from} to={duty.to} day />
      </p>
      <p className="quiet">{say('cover.text')}</p>
      <Field
        label={say('cover.reason')}
        hint={say('cover.reason-hint')}
        value={reason}
        onChange={setReason}
        rows={2}
        maxLength={1000}
        autoFocus
      />
      <Loaded of={others}>
        {(all) => {
          const theirs = all.filter(
            ({ institutionId, from }) =>
              institutionId && institutionId !== me?.institutionId && Date.parse(from) > Date.now(),
          );
          if (theirs.length === 0) return null;
          return (
            <fieldset className="choices others">
              <legend>{say('cover.swap-for')}</legend>
              {theirs.map((one) => (
                <label key={one.id} className="choice">
                  <input
                    type="checkbox"
                    checked={swapFor.includes(one.id)}
                    disabled={!swapFor.includes(one.id) && swapFor.length >= MOST}
                    onChange={({ target }) =>
                      setSwapFor(
                        target.checked ? [...swapFor, one.id] : swapFor.filter((id) => id !== one.id),
                      )
                    }
                  />
                  <span>
                    {one.institutionName}: <Span from={one.from} to={one.to} day />
                  </span>
                </label>
              ))}
            </fieldset>
          );
        }}
      </Loaded>
      <Trouble>{ask.trouble}</Trouble>
      <div className="row">
        <Action
          kind="first"
          busy={ask.busy}
          whyNot={reason.trim() ? undefined : say('cover.reason-first')}
          onPress={() => ask.run()}
        >
          {say('cover.do')}
        </Action>
      </div>
    </Ask>
  );
}
