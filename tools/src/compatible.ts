/** A JSON Schema, as far as it is compared. */
export type Schema = Record<string, unknown>;

/** `sent`: others read what we write, so no field they rely on may be removed. `taken`: others write, so all they write must stay valid. */
export type Direction = 'sent' | 'taken';

const words = ['type', 'format', 'const', 'pattern'] as const;

/**
 * What in `next` breaks those who were written against `last`, one line each; empty when nothing does. Sent payloads may
 * gain fields; taken ones may gain optional fields. A wider enumeration breaks readers, a narrower one writers.
 */
export function breaksIn(direction: Direction, last: Schema, next: Schema, path = ''): string[] {
  const at = path || '/';
  const faults: string[] = [];
  for (const word of words) {
    if (JSON.stringify(last[word]) !== JSON.stringify(next[word])) {
      faults.push(`${at}: ${word} was ${said(last[word])} and is ${said(next[word])}`);
    }
  }
  faults.push(...breaksOfWords(direction, last, next, at));
  faults.push(...breaksOfFields(direction, last, next, path));
  if (isSchema(last.items) && isSchema(next.items)) {
    faults.push(...breaksIn(direction, last.items, next.items, `${path}/items`));
  }
  for (const union of ['anyOf', 'oneOf', 'allOf'] as const) {
    const [before, now] = [schemasIn(last[union]), schemasIn(next[union])];
    if (before.length === now.length)
      before.forEach((one, n) => faults.push(...breaksIn(direction, one, now[n]!, `${path}/${union}/${n}`)));
    else if (union === 'allOf')
      faults.push(`${at}: ${union} had ${before.length} and has ${now.length} parts`);
    else faults.push(...breaksOfChoices(direction, before, now, `${at}: ${union}`));
  }
  return faults;
}

/** Choices are compared by what they take, wherever they stand; a new one breaks readers alone. */
function breaksOfChoices(direction: Direction, before: Schema[], now: Schema[], at: string): string[] {
  const still = (one: Schema, other: Schema) => breaksIn(direction, one, other).length === 0;
  const gone = before.filter((one) => !now.some((other) => still(one, other)));
  const added = direction === 'sent' ? now.filter((other) => !before.some((one) => still(one, other))) : [];
  return [
    ...gone.map((one) => `${at}: ${said(one)} is no choice any more`),
    ...added.map((one) => `${at}: ${said(one)} is new, which nobody expects`),
  ];
}

function breaksOfWords(direction: Direction, last: Schema, next: Schema, at: string): string[] {
  if (last.enum === undefined && next.enum === undefined) return [];
  const [before, now] = [new Set((last.enum as unknown[]) ?? []), new Set((next.enum as unknown[]) ?? [])];
  const gone = [...before].filter((word) => !now.has(word));
  const added = [...now].filter((word) => !before.has(word));
  if (direction === 'taken') return gone.map((word) => `${at}: ${said(word)} is not taken any more`);
  return added.map((word) => `${at}: ${said(word)} is new, which nobody expects`);
}

function breaksOfFields(direction: Direction, last: Schema, next: Schema, path: string): string[] {
  const [before, now] = [fieldsOf(last), fieldsOf(next)];
  const [needed, needs] = [requiredOf(last), requiredOf(next)];
  const faults: string[] = [];
  for (const [name, schema] of before) {
    const other = now.get(name);
    if (!other) faults.push(`${path}/${name}: is gone`);
    else faults.push(...breaksIn(direction, schema, other, `${path}/${name}`));
    if (other && direction === 'sent' && needed.has(name) && !needs.has(name)) {
      faults.push(`${path}/${name}: was always there and may be missing`);
    }
  }
  if (direction === 'taken') {
    for (const name of needs) if (!needed.has(name)) faults.push(`${path}/${name}: is needed now`);
  }
  return faults;
}

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;
const schemasIn = (value: unknown): Schema[] => (Array.isArray(value) ? value.filter(isSchema) : []);
const fieldsOf = (schema: Schema): Map<string, Schema> =>
  new Map(Object.entries((schema.properties ?? {}) as Record<string, Schema>));
const requiredOf = (schema: Schema): Set<string> => new Set((schema.required ?? []) as string[]);
const said = (value: unknown): string => JSON.stringify(value) ?? 'nothing';
