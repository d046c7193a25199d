import { readableMailbox, readableOrigin } from '@carrel/kernel';

interface Schema {
  readonly format?: string;
  readonly pattern?: string;
  readonly items?: object;
  readonly properties?: Readonly<Record<string, object>>;
  readonly anyOf?: readonly Schema[];
}
const originPattern = '^https?://[^/\\s]+$';

/** A setting's value as it is stored: mail addresses and origins in the one form in which people read them. */
export function readableForm(of: object, value: unknown): unknown {
  const schema: Schema = of;
  if (typeof value === 'string') {
    const one = [schema, ...(schema.anyOf ?? [])];
    if (one.some(({ format }) => format === 'email')) return readableMailbox(value);
    return one.some(({ pattern }) => pattern === originPattern) ? readableOrigin(value) : value;
  }
  if (Array.isArray(value))
    return schema.items ? value.map((item) => readableForm(schema.items!, item)) : value;
  if (typeof value !== 'object' || value === null) return value;
  const { properties = {} } = schema;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      Object.hasOwn(properties, name) ? readableForm(properties[name]!, one) : one,
    ]),
  );
}
