import { DateTime, IANAZone } from 'luxon';
import { BadArgument } from '../../stack/refused.js';

export const kinds = ['libraries', 'accounts', 'questions'] as const;
export type Kind = (typeof kinds)[number];

/** Where a field's value comes from; a text alone is the name of a column. */
type FieldSource = string | FieldRule;
interface FieldRule {
  /** A column, or a path of names joined by dots in JSON; of a list the first that holds something, or all by `join`. */
  readonly from?: string | readonly string[];
  readonly join?: string;
  /** The same for every row. */
  readonly value?: unknown;
  /** What the column says, and what it is called here. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** For what `values` does not name: a value, or null for nothing. Without it such a row is refused. */
  readonly otherwise?: unknown;
  /** Where the column is empty. */
  readonly empty?: unknown;
  /** A date's format as Luxon writes it, `ISO`, or `seconds` or `milliseconds` since 1970. */
  readonly date?: string;
  /** Of a time of the day alone: the field that holds its day. */
  readonly dayOf?: string;
  /** One text that is a list. */
  readonly split?: string;
  readonly as?: 'number' | 'boolean' | 'text-of-html';
}
/** Entries of a list: of an array in JSON, of a text cut up by a pattern, or one that the row's own columns make. */
interface ListRule {
  readonly each?: string;
  /** With named groups, for one line of the text; a line that does not match goes on with the one before. */
  readonly pattern?: string;
  readonly fields: Readonly<Record<string, FieldSource>>;
}
export interface Mapping {
  readonly kind: Kind;
  readonly source: string;
  readonly format: 'csv' | 'json-lines';
  readonly delimiter: string;
  readonly encoding: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly fields: Readonly<Record<string, FieldSource>>;
  readonly lists: Readonly<Record<string, readonly ListRule[]>>;
}

export type Cells = Readonly<Record<string, unknown>>;

/** Why a row is not taken: `field` and `code` as in problem documents. */
export class RowFault extends Error {
  constructor(
    readonly field: string,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const known = ['kind', 'source', 'format', 'delimiter', 'encoding', 'timeZone', 'locale', 'fields', 'lists'];

/** @throws BadArgument with everything that is wrong with it */
export function mappingOf(value: unknown): Mapping {
  const given = (value ?? {}) as Record<string, unknown>;
  const faults: string[] = [];
  const must = (holds: unknown, fault: string) => holds || faults.push(fault);
  for (const name of Object.keys(given)) must(known.includes(name), `${name} is nothing a mapping has`);
  const mapping = {
    ...{ format: 'csv', delimiter: ',', encoding: 'utf-8', timeZone: 'UTC', locale: 'en-US', lists: {} },
    ...given,
  } as Mapping;
  must(kinds.includes(mapping.kind), `kind is one of ${kinds.join(', ')}`);
  must(
    /^[\w.-]{1,60}$/.test(String(given.source ?? '')),
    'source is a short name of the other system, without blanks',
  );
  must(['csv', 'json-lines'].includes(mapping.format), 'format is csv or json-lines');
  must(IANAZone.isValidZone(mapping.timeZone), `${mapping.timeZone} is no time zone (IANA name)`);
  must(isObject(given.fields), 'fields says where each field comes from');
  for (const [name, rule] of Object.entries(isObject(given.fields) ? mapping.fields : {}))
    faults.push(...faultsOfRule(`fields.${name}`, rule));
  for (const [name, rules] of Object.entries(mapping.lists)) {
    must(Array.isArray(rules), `lists.${name} is a list of rules`);
    for (const [n, rule] of (Array.isArray(rules) ? rules : []).entries()) {
      must(isObject(rule?.fields), `lists.${name}.${n} has no fields`);
      if (rule?.pattern !== undefined)
        must(isPattern(rule.pattern), `lists.${name}.${n}.pattern is no pattern`);
      for (const [field, one] of Object.entries(rule?.fields ?? {}))
        faults.push(...faultsOfRule(`lists.${name}.${n}.fields.${field}`, one));
    }
  }
  must(mapping.fields?.['outsideId'] !== undefined, 'fields.outsideId says which column a row is known by');
  if (faults.length)
    throw new BadArgument(`The mapping cannot be used:\n${faults.map((f) => `  ${f}`).join('\n')}`);
  return mapping;
}

const rules = ['from', 'join', 'value', 'values', 'otherwise', 'empty', 'date', 'dayOf', 'split', 'as'];

function faultsOfRule(where: string, rule: unknown): string[] {
  if (typeof rule === 'string') return [];
  if (!isObject(rule)) return [`${where} is the name of a column, or a rule`];
  const unknown = Object.keys(rule).filter((name) => !rules.includes(name));
  if (unknown.length) return [`${where} has ${unknown.join(', ')}, which is nothing a rule has`];
  return 'from' in rule || 'value' in rule ? [] : [`${where} has neither from nor value`];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

/** The columns that a mapping reads of each row itself, first parts of their paths. */
export function columnsOf({ fields, lists }: Mapping): Set<string> {
  const columns = new Set<string>();
  const addAll = (sources: Readonly<Record<string, FieldSource>>) => {
    for (const source of Object.values(sources)) {
      const { from } = typeof source === 'string' ? { from: source } : source;
      for (const column of from === undefined ? [] : [from].flat()) columns.add(column);
    }
  };
  addAll(fields);
  for (const rule of Object.values(lists).flat())
    if (rule.each === undefined) addAll(rule.fields);
    else columns.add(rule.each);
  return columns;
}

/** A row as the service takes it. @throws RowFault for one that cannot be mapped */
export function mapped(mapping: Mapping, cells: Cells): { outsideId: string; row: Record<string, unknown> } {
  const row: Record<string, unknown> = {};
  const place = (name: string, value: unknown) => {
    if (value === undefined || value === null || value === '') return;
    const path = name.split('.');
    let at = row;
    for (const part of path.slice(0, -1)) at = (at[part] ??= {}) as Record<string, unknown>;
    at[path.at(-1)!] = value;
  };
  for (const [name, source] of Object.entries(mapping.fields))
    place(name, valueOf(mapping, name, source, cells, row));
  for (const [name, listRules] of Object.entries(mapping.lists)) {
    const entries = listRules.flatMap((rule) => entriesOf(mapping, name, rule, cells, row));
    if (entries.length) row[name] = entries;
  }
  const { outsideId, ...rest } = row;
  if (outsideId === undefined) throw new RowFault('outsideId', 'missing', 'the row has no outside id');
  return { outsideId: String(outsideId), row: rest };
}

function entriesOf(mapping: Mapping, name: string, rule: ListRule, cells: Cells, row: Cells): object[] {
  const made: object[] = [];
  for (const [n, entry] of partsOf(rule, cells).entries()) {
    const fields = Object.entries(rule.fields).map(([field, source]) => [
      field,
      valueOf(mapping, `${name}.${n}.${field}`, source, entry, row),
    ]);
    const filled = Object.fromEntries(
      fields.filter(([, value]) => value !== undefined && value !== null && value !== ''),
    );
    // What nobody wrote anything in is no entry.
    if (filled.text !== undefined) made.push(filled);
  }
  return made;
}

function partsOf({ each, pattern }: ListRule, cells: Cells): Cells[] {
  if (each === undefined) return [cells];
  const held = cellOf(cells, each);
  if (Array.isArray(held)) return held.map((part) => (isObject(part) ? part : { text: part }));
  if (held === undefined || held === null || held === '') return [];
  const lines = String(held).split(/\r?\n/);
  if (pattern === undefined) return [{ text: lines.join('\n') }];
  const shape = new RegExp(pattern, 'u');
  const parts: Record<string, unknown>[] = [];
  for (const line of lines) {
    const groups = shape.exec(line)?.groups;
    const last = parts.at(-1);
    if (groups) parts.push({ ...groups });
    else if (last) last['text'] = `${String(last['text'] ?? '')}\n${line}`;
  }
  return parts;
}

function valueOf(mapping: Mapping, field: string, source: FieldSource, cells: Cells, row: Cells): unknown {
  const rule = typeof source === 'string' ? { from: source } : source;
  if ('value' in rule) return rule.value;
  const held = [rule.from!].flat().map((column) => cellOf(cells, column));
  const filled = held.filter((value) => value !== undefined && value !== null && value !== '');
  const found = rule.join === undefined ? filled[0] : filled.map(String).join(rule.join) || undefined;
  const cell = typeof found === 'string' ? found.trim() || undefined : found;
  if (cell === undefined) return rule.empty;
  if (rule.values) {
    const wanted = String(cell);
    if (Object.hasOwn(rule.values, wanted)) return rule.values[wanted];
    if ('otherwise' in rule) return rule.otherwise === '$same' ? cell : rule.otherwise;
    throw new RowFault(
      field,
      'not-mapped',
      `the mapping's values do not name what column ${String(rule.from)} says`,
    );
  }
  if (rule.date !== undefined) return timeOf(mapping, field, rule, String(cell), row);
  if (rule.split !== undefined)
    return String(cell)
      .split(rule.split)
      .map((part) => part.trim())
      .filter(Boolean);
  if (rule.as === 'number') return Number(cell);
  if (rule.as === 'boolean') return /^(1|true|yes|y)$/i.test(String(cell));
  if (rule.as === 'text-of-html') return textOfHtml(String(cell));
  return typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : cell;
}

/** A column of that very name, or a path into JSON. */
function cellOf(cells: Cells, name: string): unknown {
  if (Object.hasOwn(cells, name)) return cells[name];
  let at: unknown = cells;
  for (const part of name.split('.')) {
    if (!isObject(at) || !Object.hasOwn(at, part)) return undefined;
    at = at[part];
  }
  return at;
}

function timeOf(
  { timeZone: zone, locale }: Mapping,
  field: string,
  rule: FieldRule,
  text: string,
  row: Cells,
): string {
  const format = rule.date!;
  const time =
    format === 'ISO'
      ? DateTime.fromISO(text, { zone })
      : format === 'seconds' || format === 'milliseconds'
        ? DateTime.fromMillis(Number(text) * (format === 'seconds' ? 1000 : 1))
        : DateTime.fromFormat(text, format, { zone, locale });
  const bad = () =>
    new RowFault(field, 'not-a-time', `column ${String(rule.from)} holds no time of the form ${format}`);
  if (!time.isValid) throw bad();
  if (rule.dayOf === undefined) return time.toUTC().toISO();
  const day = DateTime.fromISO(String(row[rule.dayOf] ?? ''), { zone });
  if (!day.isValid) throw bad();
  const { hour, minute, second, millisecond } = time;
  const that = day.set({ hour, minute, second, millisecond });
  // What is written before it began was written after midnight; seconds that the start leaves out are no midnight.
  if (that >= day) return that.toUTC().toISO()!;
  return (day.diff(that, 'minutes').minutes < 5 ? day : that.plus({ days: 1 })).toUTC().toISO()!;
}

/** Enough for what mail programs and editors of other systems wrap around words. */
function textOfHtml(html: string): string {
  const plain = html
    .replace(/<(br|\/p|\/div|\/li|\/tr)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#0?39;/g, "'")
    .replace(/&amp;/g, '&');
  return plain.replace(/\n{3,}/g, '\n\n').trim();
}
