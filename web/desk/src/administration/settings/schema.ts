/** As much of JSON Schema as settings are written in. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly format?: string;
  readonly pattern?: string;
  readonly description?: string;
}
export type Fields = Readonly<Record<string, unknown>>;

/** The schema of what is there, and whether nothing may be there. */
export function bare(schema: Schema): { readonly of: Schema; readonly nullable: boolean } {
  const some = schema.anyOf?.filter(({ type }) => type !== 'null');
  if (!some?.[0]) return { of: schema, nullable: false };
  return {
    of: { ...some[0], ...(schema.description ? { description: schema.description } : {}) },
    nullable: true,
  };
}

/** What a new item of a list begins as. */
export function blank(schema: Schema): unknown {
  const { of, nullable } = bare(schema);
  if (nullable) return null;
  if (of.enum) return of.enum[0];
  if (of.type === 'boolean') return false;
  if (of.type === 'integer' || of.type === 'number') return of.minimum ?? 0;
  if (of.type === 'array') return [];
  if (of.type === 'object')
    return Object.fromEntries(
      Object.entries(of.properties ?? {})
        .filter(([name]) => of.required?.includes(name))
        .map(([name, field]) => [name, blank(field)]),
    );
  return '';
}

/** `localFirstSeconds` as people read it: `Local first seconds`. */
export function humanized(name: string): string {
  const words = name
    .replaceAll(/[-_]/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const alike = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

interface Leaf {
  readonly path: string;
  readonly value: unknown;
}

/** Every single value with its path, `hours.0.opens`; lists of plain values stay whole. */
function leavesOf(value: unknown, path = ''): Leaf[] {
  if (Array.isArray(value)) {
    if (value.length === 0 || value.every((item) => typeof item !== 'object' || item === null))
      return [{ path, value }];
    return value.flatMap((item, n) => leavesOf(item, `${path}.${n}`));
  }
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([name, one]) => leavesOf(one, path ? `${path}.${name}` : name));
}

interface Difference {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs between two values, path by path. */
export function differences(before: unknown, after: unknown): Difference[] {
  const was = new Map(leavesOf(before).map(({ path, value }) => [path, value]));
  const is = new Map(leavesOf(after).map(({ path, value }) => [path, value]));
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((path) => !alike(was.get(path), is.get(path)))
    .map((path) => ({ path, before: was.get(path), after: is.get(path) }));
}

/** A definition's description as people read it: without numbers of requirements, `(R122, A18)`, and words of programs. */
export const plainWords = (description: string): string =>
  description
    .replaceAll(/\s*\((?=[^)]*\d)(?:row |[A-Z]{0,2}\d[\d.]*|[\s,.])+\)/g, '')
    .replaceAll(/\b(null|false|true): /g, (_, word: 'null' | 'false' | 'true') => `${spoken[word]}: `);
const spoken = { null: 'empty', false: 'off', true: 'on' } as const;
