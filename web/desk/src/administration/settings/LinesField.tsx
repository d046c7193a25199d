import { useState } from 'react';
import { Field } from '../../ui/Field.js';
import { useSay } from '../words.js';
import { useLabel, type FieldProps } from './SchemaField.js';
import { alike } from './schema.js';

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** A list of short texts, one on each line, so that a column of a spreadsheet can be pasted. */
export function LinesField({ value, onChange, name, schema, at, faults }: FieldProps) {
  const say = useSay();
  const { label, hint } = useLabel(name, schema);
  const items = Array.isArray(value) ? (value as string[]) : [];
  const [typed, setTyped] = useState(items.join('\n'));
  // What came from elsewhere is shown; an empty line somebody is about to fill stays.
  if (!alike(linesOf(typed), linesOf(items.join('\n')))) setTyped(items.join('\n'));
  const fault = Object.entries(faults)
    .filter(([path]) => path === at || path.startsWith(`${at}.`))
    .map(([path, words]) => {
      const n = Number(path.slice(at.length + 1));
      return path === at ? words : say('field.line-fault', { n: n + 1, what: words });
    })
    .join(' ');
  return (
    <Field
      label={label}
      hint={[hint, say('field.one-per-line')].filter(Boolean).join(' ')}
      fault={fault || undefined}
      rows={Math.min(8, Math.max(3, items.length + 1))}
      value={typed}
      onChange={(text) => {
        setTyped(text);
        onChange(linesOf(text));
      }}
    />
  );
}
