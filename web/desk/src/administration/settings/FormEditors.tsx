import { useState } from 'react';
import {
  Button,
  GridList,
  GridListItem,
  useDragAndDrop,
  type DroppableCollectionReorderEvent,
} from 'react-aria-components';
import { Field } from '../../ui/Field.js';
import type { Owner } from './api.js';
import { useSay } from '../words.js';
import type { EditorProps } from './extras.js';
import { LinesField } from './LinesField.js';
import { GroupQueuesField } from './pickers.js';
import { Fault, ObjectFields } from './SchemaField.js';
import type { Fields, Schema } from './schema.js';

type Kind = 'line' | 'text' | 'choice' | 'checkbox';
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly required: boolean;
  readonly options: readonly string[];
  readonly kind?: Kind;
  readonly queueIds?: readonly string[];
}
/** On the chat form a choice is what has something to choose from. */
export const kindOf = (field: FormField): Kind =>
  field.kind ?? (field.options.length > 0 ? 'choice' : 'line');

/** What the chat form asks besides name, address and question. */
export function ChatFormEditor(props: EditorProps) {
  const value = props.value as { fields: FormField[] };
  return (
    <FieldsBuilder
      {...props}
      kinds={['line', 'choice']}
      fields={value.fields}
      onFields={(fields) => props.onChange({ ...value, fields })}
    />
  );
}

/** What the web form asks, and what it says before and afterwards. */
export function AskFormEditor(props: EditorProps) {
  const value = props.value as Fields & { fields: FormField[] };
  const { fields: _fields, ...properties } = props.schema.properties ?? {};
  const others = { ...props.schema, properties };
  return (
    <>
      <FieldsBuilder
        {...props}
        kinds={['line', 'text', 'choice', 'checkbox']}
        fields={value.fields}
        onFields={(fields) => props.onChange({ ...value, fields })}
      />
      <ObjectFields {...props} schema={others} />
    </>
  );
}

interface BuilderProps extends EditorProps {
  readonly kinds: readonly Kind[];
  readonly fields: readonly FormField[];
  readonly onFields: (fields: readonly FormField[]) => void;
}

let lastId = 0;
const newIds = (count: number): string[] => Array.from({ length: count }, () => `field-${(lastId += 1)}`);

/** A form's own fields as a list that is put in order by dragging, or by the keyboard: Enter on the handle, then arrows. */
function FieldsBuilder({ kinds, fields, onFields, schema, name, at, faults, owner }: BuilderProps) {
  const say = useSay();
  const [ids, setIds] = useState(() => newIds(fields.length));
  const [open, setOpen] = useState<string>();
  if (ids.length !== fields.length) setIds(newIds(fields.length));
  const items = fields.map((field, n) => ({ id: ids[n] ?? `at-${n}`, field, n }));
  const most = schema.properties?.fields?.maxItems ?? 20;
  const item = schema.properties?.fields?.items;

  const reorder = ({ keys, target }: DroppableCollectionReorderEvent) => {
    const moving = items.filter(({ id }) => keys.has(id));
    const rest = items.filter(({ id }) => !keys.has(id));
    const n = rest.findIndex(({ id }) => id === target.key);
    const to = target.dropPosition === 'before' ? n : n + 1;
    const all = [...rest.slice(0, to), ...moving, ...rest.slice(to)];
    setIds(all.map(({ id }) => id));
    onFields(all.map(({ field }) => field));
  };
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder: reorder,
  });
  const add = (kind: Kind) => {
    const [id] = newIds(1);
    const names = new Set(fields.map((one) => one.name));
    let n = fields.length + 1;
    while (names.has(`field${n}`)) n += 1;
    const field: FormField = {
      name: `field${n}`,
      label: say(`form.new.${kind}`),
      required: false,
      options: kind === 'choice' ? [say('form.option', { n: 1 }), say('form.option', { n: 2 })] : [],
      ...(item?.properties?.kind ? { kind } : {}),
      ...(item?.properties?.queueIds ? { queueIds: [] } : {}),
    };
    setIds([...ids, id!]);
    setOpen(id);
    onFields([...fields, field]);
  };
  const change = (n: number, to: FormField) => onFields(fields.map((one, m) => (m === n ? to : one)));
  const remove = (n: number) => {
    setIds(ids.filter((_, m) => m !== n));
    onFields(fields.filter((_, m) => m !== n));
  };
  const opened = items.find(({ id }) => id === open);
  return (
    <section className="builder" aria-labelledby="builder-title">
      <h2 id="builder-title">
        {say('form.fields')} <span className="count">{fields.length}</span>
      </h2>
      <p className="hint" id="builder-hint">
        {say('form.drag')}
      </p>
      <GridList
        aria-label={say('form.fields')}
        aria-describedby="builder-hint"
        className="builder-list"
        items={items}
        dragAndDropHooks={dragAndDropHooks}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={open ? [open] : []}
        onSelectionChange={(keys) => {
          if (keys !== 'all') setOpen([...keys][0] as string | undefined);
        }}
        renderEmptyState={() => <p className="quiet none">{say('form.none')}</p>}
      >
        {({ id, field, n }) => (
          <GridListItem id={id} textValue={field.label} className="builder-item">
            <Button
              slot="drag"
              className="button plain icon-only handle"
              aria-label={say('form.move', { name: field.label })}
            >
              <span aria-hidden="true">⠿</span>
            </Button>
            <span className="builder-label">
              {field.label}
              {field.required && <span className="tag">{say('form.required')}</span>}
              <span className="quiet">{say(`form.kind.${kindOf(field)}`)}</span>
              {Object.keys(faults).some((path) => path.startsWith(`fields.${n}.`)) && (
                <span className="tag bad">{say('form.look')}</span>
              )}
            </span>
            <Button
              className="button plain icon-only"
              aria-label={say('form.remove', { name: field.label })}
              onPress={() => remove(n)}
            >
              <span aria-hidden="true">✕</span>
            </Button>
          </GridListItem>
        )}
      </GridList>
      <Fault at="fields" faults={faults} />
      {fields.length < most && (
        <div className="row" role="group" aria-label={say('form.add')}>
          {kinds.map((kind) => (
            <button key={kind} type="button" className="button" onClick={() => add(kind)}>
              + {say(`form.kind.${kind}`)}
            </button>
          ))}
        </div>
      )}
      {opened && (
        <OneField
          key={opened.id}
          field={opened.field}
          of={item}
          kinds={kinds}
          name={`${name}.fields`}
          at={`${at ? `${at}.` : ''}fields.${opened.n}`}
          faults={faults}
          owner={owner}
          onChange={(to) => change(opened.n, to)}
        />
      )}
    </section>
  );
}

interface OneProps {
  readonly field: FormField;
  readonly of: Schema | undefined;
  readonly kinds: readonly Kind[];
  readonly name: string;
  readonly at: string;
  readonly faults: Readonly<Record<string, string>>;
  readonly owner: Owner;
  readonly onChange: (field: FormField) => void;
}

function OneField({ field, of, name, at, faults, owner, onChange }: OneProps) {
  const say = useSay();
  const kind = kindOf(field);
  const part = (property: string) => ({
    name: `${name}.${property}`,
    at: `${at}.${property}`,
    faults,
    schema: of?.properties?.[property] ?? {},
  });
  return (
    <fieldset className="panel">
      <legend>{say('form.one', { name: field.label })}</legend>
      <Field
        label={say('form.label')}
        value={field.label}
        maxLength={200}
        fault={faults[`${at}.label`]}
        onChange={(label) => onChange({ ...field, label })}
      />
      <label className="choice">
        <input
          type="checkbox"
          checked={field.required}
          onChange={({ target }) => onChange({ ...field, required: target.checked })}
        />
        <span>{say('form.must')}</span>
      </label>
      {kind === 'choice' && (
        <LinesField
          {...part('options')}
          value={field.options}
          onChange={(options) => onChange({ ...field, options: options as string[] })}
        />
      )}
      {field.queueIds && (
        <GroupQueuesField
          {...part('queueIds')}
          groupId={owner.id}
          value={field.queueIds}
          onChange={(queueIds) => onChange({ ...field, queueIds: queueIds as string[] })}
        />
      )}
      <Field
        label={say('form.name')}
        hint={say('form.name-hint')}
        value={field.name}
        maxLength={60}
        fault={faults[`${at}.name`]}
        onChange={(to) => onChange({ ...field, name: to })}
      />
    </fieldset>
  );
}
