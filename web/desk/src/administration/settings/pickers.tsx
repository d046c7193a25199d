import { useId, useState, type ReactNode } from 'react';
import { useLibraries, useMe } from '../../frame/me.js';
import { useQueues, useQueuesOf } from '../../frame/shift.js';
import { useAccounts } from '../people.js';
import { useSay } from '../words.js';
import { Fault, useLabel, type FieldProps } from './SchemaField.js';

interface Named {
  readonly id: string;
  readonly name: string;
}
const byName = (a: Named, b: Named): number => a.name.localeCompare(b.name);

export function useLibraryChoices(): (Named & { readonly closed: boolean })[] {
  const { data } = useLibraries();
  return [...(data ?? [])].map(([id, { name, closed }]) => ({ id, name, closed })).sort(byName);
}

export function LibraryField(props: FieldProps & { nullable: boolean }) {
  return <OneField {...props} choices={useLibraryChoices()} />;
}

/** A librarian of one's own library. */
export function PersonField(props: FieldProps) {
  const { data: me } = useMe();
  const { data } = useAccounts(me?.institutionId ?? undefined);
  const choices = (data ?? []).filter(({ active }) => active).sort(byName);
  return <OneField {...props} choices={choices} />;
}

function OneField({ value, onChange, name, schema, at, faults, choices }: FieldProps & { choices: Named[] }) {
  const say = useSay();
  const id = useId();
  const { label, hint } = useLabel(name, schema);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="input"
        value={String(value ?? '')}
        onChange={({ target }) => onChange(target.value || null)}
      >
        <option value="">{say('field.none')}</option>
        {choices.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
      {hint && <span className="hint">{hint}</span>}
      <Fault at={at} faults={faults} />
    </div>
  );
}

export function LibrariesField(props: FieldProps) {
  return <ManyField {...props} choices={useLibraryChoices()} />;
}
export function QueuesField(props: FieldProps) {
  const { data } = useQueues();
  return <ManyField {...props} choices={(data?.items ?? []).filter(({ kind }) => kind !== 'practice')} />;
}
/** Any of a group's queues: its own, and each of its libraries'. */
export function GroupQueuesField({ groupId, ...props }: FieldProps & { groupId: string }) {
  const { data } = useQueuesOf(groupId);
  return <ManyField {...props} choices={data?.items ?? []} />;
}

function ManyField({
  value,
  onChange,
  name,
  schema,
  at,
  faults,
  choices,
}: FieldProps & { choices: readonly Named[] }) {
  const { label, hint } = useLabel(name, schema);
  return (
    <Choices
      label={label}
      hint={hint}
      chosen={Array.isArray(value) ? (value as string[]) : []}
      choices={choices}
      onChange={onChange}
    >
      <Fault at={at} faults={faults} />
    </Choices>
  );
}

interface ChoicesProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly chosen: readonly string[];
  readonly choices: readonly Named[];
  readonly onChange: (chosen: string[]) => void;
  readonly children?: ReactNode;
}
/** Some of what has names: searched, and checked. */
export function Choices({ label, hint, chosen: given, choices, onChange, children }: ChoicesProps) {
  const say = useSay();
  const [search, setSearch] = useState('');
  const chosen = new Set(given);
  const wanted = search.trim().toLowerCase();
  const shown = choices.filter(({ name: one }) => one.toLowerCase().includes(wanted));
  return (
    <fieldset className="choices">
      <legend>
        {label} <span className="count">{chosen.size}</span>
      </legend>
      {hint && <p className="hint">{hint}</p>}
      {choices.length > 8 && (
        <input
          type="search"
          className="input"
          aria-label={say('search')}
          placeholder={say('search')}
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
      )}
      <div className="many-choices">
        {shown.map((one) => (
          <label key={one.id} className="choice">
            <input
              type="checkbox"
              checked={chosen.has(one.id)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, one.id] : [...chosen].filter((id) => id !== one.id))
              }
            />
            <span>{one.name}</span>
          </label>
        ))}
      </div>
      {children}
    </fieldset>
  );
}
