/** What of a JSON Schema bounds the values that fit it. */
interface BoundedBy {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly BoundedBy[];
  readonly oneOf?: readonly BoundedBy[];
  readonly allOf?: readonly BoundedBy[];
  readonly format?: string;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly items?: BoundedBy;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, BoundedBy>>;
  readonly additionalProperties?: boolean | BoundedBy;
  readonly propertyNames?: BoundedBy;
  readonly maxProperties?: number;
}

/** Bytes that a character has at most in JSON that others write, who may escape it, and in what we send in UTF-8. */
const perLetter = { taken: 6, sent: 4 } as const;
const longestOf: Readonly<Record<string, number>> = { uuid: 36, date: 10, 'date-time': 40, time: 40 };
const longestNumber = 25;

/**
 * The bytes of JSON that a value of this schema has at most, Infinity where something in it has no bound. Objects have
 * the fields that they name, unless the schema allows others. `written` says by whom: what we send ourselves escapes less.
 * @param found called with the path of each text, list or object without a bound
 */
export function worstBytes(
  given: object,
  resolve: (ref: string) => object = unknown,
  found: (path: string) => void = () => undefined,
  path = '',
  written: keyof typeof perLetter = 'taken',
): number {
  const schema: BoundedBy = given;
  const of = (inside: object, part: string) => worstBytes(inside, resolve, found, `${path}${part}`, written);
  const unbounded = () => (found(path || '/'), Infinity);
  const either = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (schema.$ref) return of(resolve(schema.$ref), '');
  if (either) return Math.max(...either.map((each) => of(each, '')));
  if (schema.enum) return Math.max(...schema.enum.map(bytesOf));
  if (schema.const !== undefined) return bytesOf(schema.const);
  if (Array.isArray(schema.type)) {
    return Math.max(...schema.type.map((type: string) => of({ ...schema, type }, '')));
  }
  if (schema.type === 'string') {
    const most = schema.maxLength ?? longestOf[schema.format ?? ''] ?? longestMatch(schema.pattern);
    const letter = written === 'sent' && isPlain(schema) ? 1 : perLetter[written];
    return most === undefined ? unbounded() : 2 + letter * most;
  }
  if (schema.type === 'array') {
    if (schema.maxItems === undefined) return unbounded();
    return 2 + schema.maxItems * (1 + of(schema.items ?? {}, '/*'));
  }
  if (schema.type === 'object' || schema.properties) return objectBytes(schema, of, unbounded);
  if (['boolean', 'null', 'number', 'integer'].includes(String(schema.type))) return longestNumber;
  return unbounded();
}

/** Whether it can hold only letters of ASCII that JSON does not escape. */
const isPlain = ({ format, pattern = '' }: BoundedBy): boolean =>
  (format !== undefined && format in longestOf) ||
  /^\^(?:\[[a-zA-Z0-9_-]+\][*+]?(?:\{[\d,]+\})?)+\$$/.test(pattern);

function objectBytes(
  { properties = {}, additionalProperties, propertyNames, maxProperties }: BoundedBy,
  of: (inside: object, part: string) => number,
  unbounded: () => number,
): number {
  const named = Object.entries(properties).map(
    ([name, inside]) => bytesOf(name) + 2 + of(inside, `/${name}`),
  );
  const known = 2 + named.reduce((sum, bytes) => sum + bytes, 0);
  if (typeof additionalProperties !== 'object') {
    const open = additionalProperties === true || (named.length === 0 && additionalProperties !== false);
    return open ? unbounded() : known;
  }
  if (maxProperties === undefined) return unbounded();
  const name = of(propertyNames ? { type: 'string', ...propertyNames } : { type: 'string' }, '/(name)');
  return known + maxProperties * (name + 2 + of(additionalProperties, '/*'));
}

/** How long a text of this pattern may be; undefined where a part of it may be repeated without end. */
function longestMatch(pattern: string | undefined): number | undefined {
  if (!pattern || !/^\^.*\$$/.test(pattern) || /[*+]|\{\d+,\}/.test(pattern.replace(/\\.|\[[^\]]*\]/g, 'x')))
    return undefined;
  const repeated = [...pattern.matchAll(/\{(?:\d+,)?(\d+)\}/g)].map(([, most]) => Number(most));
  return repeated.reduce((product, most) => product * Math.max(1, most), pattern.length);
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const unknown = (ref: string): never => {
  throw new Error(`${ref} is not known`);
};
