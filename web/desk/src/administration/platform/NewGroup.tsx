import { ok } from '@carrel/client';
import { useState } from 'react';
import { api } from '../../api.js';
import { toast } from '../../frame/toast.js';
import { Ask } from '../../ui/Ask.js';
import { Field } from '../../ui/Field.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { useSay } from '../words.js';
import { ZoneField } from '../ZoneField.js';

const kinds = ['subscription', 'cooperative'] as const;

interface Props {
  readonly onClose: () => void;
  readonly onDone: () => void;
  /** A library founds a cooperative, belongs to it and runs it; the operator chooses the kind. */
  readonly founding?: boolean;
}

/** A new group: its name, its kind and its clock. */
export function NewGroup({ onClose, onDone, founding = false }: Props) {
  const say = useSay();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<(typeof kinds)[number]>(founding ? 'cooperative' : 'subscription');
  const [timeZone, setTimeZone] = useState(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const make = useCommand(
    () => ok(api.admin.POST('/v1/groups', { body: { name: name.trim(), kind, timeZone } })),
    () => {
      toast(say('group.made', { name: name.trim() }));
      onDone();
    },
  );
  return (
    <Ask title={say(founding ? 'group.found' : 'group.new')} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          make.run();
        }}
      >
        {founding && <p>{say('group.found-text')}</p>}
        <Field label={say('group.name')} value={name} onChange={setName} maxLength={60} />
        {!founding && (
          <fieldset className="choices">
            <legend>{say('group.kind')}</legend>
            {kinds.map((one) => (
              <label key={one} className="choice">
                <input type="radio" name="group-kind" checked={kind === one} onChange={() => setKind(one)} />
                <span>{say(`group.kind.${one}`)}</span>
              </label>
            ))}
          </fieldset>
        )}
        <ZoneField value={timeZone} onChange={setTimeZone} />
        <Trouble>{make.trouble}</Trouble>
        <div className="row">
          <button type="submit" className="button first" aria-busy={make.busy || undefined}>
            {say('programs.make')}
          </button>
        </div>
      </form>
    </Ask>
  );
}
