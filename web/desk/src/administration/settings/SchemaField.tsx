import { useId, type ReactNode } from 'react';
import { Field } from '../../ui/Field.js';
import { useSay } from '../words.js';
import { LinesField } from './LinesField.js';
import { LibrariesField, LibraryField, PersonField, QueuesField } from './pickers.js';
import { bare, blank, humanized, plainWords, type Fields, type Schema } from './schema.js';
import { useSettingWords } from './words.js';

export interface FieldProps {
  readonly schema: Schema;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  /** Where its words are: `chat-times.yellowSeconds`, without the numbers of lists. */
  readonly name: string;
  /** Where its value is, as the service names what is wrong: `fields.0.label`. */
  readonly at: string;
  readonly faults: Readonly<Record<string, string>>;
}

const lastOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
const LONG = 300;
const FEW = 5;

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

/** What a field is called, and the sentence that helps. */
export function useLabel(name: string, schema?: Schema): { label: string; hint: string | undefined } {
  const words = useSettingWords();
  return {
    label: words(`f.${name}`, humanized(lastOf(name))),
    hint:
      words(`h.${name}`, schema?.description ? sentence(plainWords(schema.description)) : '') || undefined,
  };
}
export function useChoiceLabel(): (name: string, choice: string) => string {
  const words = useSettingWords();
  return (name, choice) => words(`o.${name}.${choice}`, words(`o.${choice}`, humanized(choice)));
}

/** One field of a setting, of whatever kind its schema says. */
export function SchemaField(props: FieldProps): ReactNode {
  const { of, nullable } = bare(props.schema);
  const given = { ...props, schema: of };
  const last = lastOf(props.name);
  if (of.type === 'object') return <ObjectField {...given} nullable={nullable} />;
  if (of.type === 'array') {
    if (last === 'institutionIds') return <LibrariesField {...given} />;
    if (last === 'queueIds') return <QueuesField {...given} />;
    const item = bare(of.items ?? {}).of;
    if (item.enum) return <ChecksField {...given} choices={item.enum} />;
    if (item.type === 'object' || (item.maxLength ?? 0) > LONG) return <ListField {...given} item={item} />;
    return <LinesField {...given} />;
  }
  if (of.enum) return <ChoiceField {...given} choices={of.enum} nullable={nullable} />;
  if (of.type === 'boolean') return <YesField {...given} />;
  if (of.type === 'integer' || of.type === 'number') return <NumberField {...given} nullable={nullable} />;
  if (of.format === 'uuid' && last === 'institutionId')
    return <LibraryField {...given} nullable={nullable} />;
  if (of.format === 'uuid' && last === 'assigneeId') return <PersonField {...given} />;
  return <TextField {...given} nullable={nullable} />;
}

/** The fields of an object, one below the other. */
export function ObjectFields({ schema, value, onChange, name, at, faults }: FieldProps) {
  const fields = (value ?? {}) as Fields;
  return (
    <>
      {Object.entries(schema.properties ?? {}).map(([property, field]) => (
        <SchemaField
          key={property}
          schema={field}
          value={fields[property]}
          name={`${name}.${property}`}
          at={at ? `${at}.${property}` : property}
          faults={faults}
          onChange={(one) => onChange(without(fields, property, one, schema))}
        />
      ))}
    </>
  );
}

/** What may be left out is left out once it is empty. */
function without(fields: Fields, property: string, one: unknown, schema: Schema): Fields {
  const optional = !schema.required?.includes(property);
  const empty = one === '' || one === undefined || (Array.isArray(one) && one.length === 0);
  if (!optional || !empty) return { ...fields, [property]: one };
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== property));
}

function ObjectField({ nullable, ...props }: FieldProps & { nullable: boolean }) {
  const { label, hint } = useLabel(props.name, props.schema);
  const say = useSay();
  const there = props.value !== null && props.value !== undefined;
  return (
    <fieldset className="panel part-of-setting">
      <legend>{label}</legend>
      {hint && <p className="hint">{hint}</p>}
      {nullable && (
        <label className="choice">
          <input
            type="checkbox"
            checked={there}
            onChange={({ target }) => props.onChange(target.checked ? blank(props.schema) : null)}
          />
          <span>{say('field.use')}</span>
        </label>
      )}
      {(there || !nullable) && <ObjectFields {...props} />}
      <Fault {...props} />
    </fieldset>
  );
}

export function Fault({ at, faults }: Pick<FieldProps, 'at' | 'faults'>) {
  return faults[at] ? <p className="fault">{faults[at]}</p> : null;
}

function YesField({ value, onChange, name, schema, at, faults }: FieldProps) {
  const { label, hint } = useLabel(name, schema);
  return (
    <div className="field">
      <label className="choice">
        <input type="checkbox" checked={value === true} onChange={({ target }) => onChange(target.checked)} />
        <span>{label}</span>
      </label>
      {hint && <span className="hint">{hint}</span>}
      <Fault at={at} faults={faults} />
    </div>
  );
}

function NumberField(props: FieldProps & { nullable: boolean }) {
  const say = useSay();
  const { value, onChange, name, schema, at, faults, nullable } = props;
  const { label, hint } = useLabel(name, schema);
  const { minimum, maximum } = schema;
  const bounds =
    minimum !== undefined && maximum !== undefined
      ? say('field.from-to', { from: minimum, to: maximum })
      : undefined;
  return (
    <div className="number-field">
      <Field
        label={label}
        hint={[hint, bounds].filter(Boolean).join(' ')}
        fault={faults[at]}
        inputMode="numeric"
        value={value === null || value === undefined ? '' : String(value)}
        onChange={(text) => {
          const number = Number(text);
          if (text.trim() === '') onChange(nullable ? null : '');
          else onChange(Number.isFinite(number) ? number : text);
        }}
      />
    </div>
  );
}

function TextField(props: FieldProps & { nullable: boolean }) {
  const { value, onChange, name, schema, at, faults, nullable } = props;
  const { label, hint } = useLabel(name, schema);
  const text = typeof value === 'string' ? value : '';
  const set = (written: string) => onChange(nullable && written === '' ? null : written);
  const { format, pattern = '', maxLength } = schema;
  const colour = pattern.startsWith('^#');
  const type =
    format === 'date' ? 'date' : format === 'email' ? 'email' : /https\?/.test(pattern) ? 'url' : 'text';
  return (
    <Field
      label={label}
      hint={hint}
      fault={faults[at]}
      type={type}
      value={text}
      onChange={set}
      {...((maxLength ?? 0) > LONG && type === 'text' ? { rows: 5 } : {})}
      {...(maxLength ? { maxLength } : {})}
    >
      {colour && (
        <input
          type="color"
          className="swatch"
          aria-label={label}
          value={/^#[0-9a-f]{6}$/.test(text) ? text : '#1f5fa8'}
          onChange={({ target }) => set(target.value)}
        />
      )}
    </Field>
  );
}

function ChoiceField(props: FieldProps & { choices: readonly string[]; nullable: boolean }) {
  const { value, onChange, name, schema, at, faults, choices, nullable } = props;
  const say = useSay();
  const id = useId();
  const { label, hint } = useLabel(name, schema);
  const labelOf = useChoiceLabel();
  if (choices.length > FEW)
    return (
      <div className="field">
        <label htmlFor={id}>{label}</label>
        <select
          id={id}
          className="input"
          value={String(value ?? '')}
          onChange={({ target }) => onChange(target.value || null)}
        >
          {nullable && <option value="">{say('field.none')}</option>}
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {labelOf(name, choice)}
            </option>
          ))}
        </select>
        {hint && <span className="hint">{hint}</span>}
        <Fault at={at} faults={faults} />
      </div>
    );
  return (
    <fieldset className="choices">
      <legend>{label}</legend>
      {hint && <p className="hint">{hint}</p>}
      {choices.map((choice) => (
        <label key={choice} className="choice">
          <input type="radio" name={id} checked={value === choice} onChange={() => onChange(choice)} />
          <span>{labelOf(name, choice)}</span>
        </label>
      ))}
      <Fault at={at} faults={faults} />
    </fieldset>
  );
}

function ChecksField(props: FieldProps & { choices: readonly string[] }) {
  const { value, onChange, name, schema, at, faults, choices } = props;
  const { label, hint } = useLabel(name, schema);
  const labelOf = useChoiceLabel();
  const chosen = new Set(Array.isArray(value) ? (value as string[]) : []);
  return (
    <fieldset className="choices">
      <legend>{label}</legend>
      {hint && <p className="hint">{hint}</p>}
      <div className="many-choices">
        {choices.map((choice) => (
          <label key={choice} className="choice">
            <input
              type="checkbox"
              checked={chosen.has(choice)}
              onChange={({ target }) =>
                onChange(choices.filter((one) => (one === choice ? target.checked : chosen.has(one))))
              }
            />
            <span>{labelOf(name, choice)}</span>
          </label>
        ))}
      </div>
      <Fault at={at} faults={faults} />
    </fieldset>
  );
}

/** A list of objects or of long texts: each a card that can be moved and taken away. */
function ListField({ item, ...props }: FieldProps & { item: Schema }) {
  const { value, onChange, name, schema, at, faults } = props;
  const say = useSay();
  const { label, hint } = useLabel(name, schema);
  const items = Array.isArray(value) ? (value as unknown[]) : [];
  const most = schema.maxItems ?? Infinity;
  const changed = (n: number, one: unknown) => onChange(items.map((old, m) => (m === n ? one : old)));
  const moved = (n: number, to: number) => {
    const rest = items.filter((_, m) => m !== n);
    onChange([...rest.slice(0, to), items[n], ...rest.slice(to)]);
  };
  return (
    <fieldset className="list-field">
      <legend>
        {label} <span className="count">{items.length}</span>
      </legend>
      {hint && <p className="hint">{hint}</p>}
      <ol className="items">
        {items.map((one, n) => (
          <li key={n} className="panel item" aria-label={say('list.nth', { name: label, n: n + 1 })}>
            <div className="item-fields">
              {item.type === 'object' ? (
                <ObjectFields
                  schema={item}
                  value={one}
                  onChange={(to) => changed(n, to)}
                  name={name}
                  at={`${at}.${n}`}
                  faults={faults}
                />
              ) : (
                <SchemaField
                  schema={item}
                  value={one}
                  onChange={(to) => changed(n, to)}
                  name={name}
                  at={`${at}.${n}`}
                  faults={faults}
                />
              )}
            </div>
            <div className="item-do">
              <button
                type="button"
                className="button plain icon-only"
                aria-label={say('list.up', { n: n + 1 })}
                aria-disabled={n === 0}
                onClick={() => n > 0 && moved(n, n - 1)}
              >
                <span aria-hidden="true">↑</span>
              </button>
              <button
                type="button"
                className="button plain icon-only"
                aria-label={say('list.down', { n: n + 1 })}
                aria-disabled={n === items.length - 1}
                onClick={() => n < items.length - 1 && moved(n, n + 1)}
              >
                <span aria-hidden="true">↓</span>
              </button>
              <button
                type="button"
                className="button plain icon-only"
                aria-label={say('list.remove', { n: n + 1 })}
                onClick={() => onChange(items.filter((_, m) => m !== n))}
              >
                <span aria-hidden="true">✕</span>
              </button>
            </div>
          </li>
        ))}
      </ol>
      <Fault at={at} faults={faults} />
      {items.length < most && (
        <button type="button" className="button" onClick={() => onChange([...items, blank(item)])}>
          {say('list.add', { name: label })}
        </button>
      )}
    </fieldset>
  );
}
