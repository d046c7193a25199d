import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { TSchema } from 'typebox';
import { isMailAddress, isWebAddress } from './addresses.js';

/** What `x-text` says beside the schema, where a published pattern must stay as it is. */
const texts = {
  required: { fits: (text: string) => /\S/.test(text), message: 'must hold words' },
  line: {
    fits: (text: string) => /\S/.test(text) && !/[\p{Cc}\u2028\u2029]/u.test(text),
    message: 'must hold words on one line',
  },
  address: { fits: isWebAddress, message: 'must be an address with http or https and without a user name' },
};

const ajv = new Ajv2020({ allErrors: true, strict: false });
formats.default(ajv);
// The one of ajv-formats takes no international address.
ajv.addFormat('email', isMailAddress);
ajv.addKeyword({
  keyword: 'x-text',
  type: 'string',
  schemaType: 'string',
  compile: (kind: keyof typeof texts) => (text: string) => texts[kind].fits(text),
  error: { message: ({ schema }) => texts[schema as keyof typeof texts].message },
});
const compiled = new WeakMap<object, ValidateFunction>();

/** What breaks the schema, one line each (`/path message`); empty when the value fits. */
export const faultsOf = (schema: TSchema, value: unknown): string[] =>
  schemaFaults(schema, value).map(({ pointer, message }) => `${pointer || '/'} ${message}`);

/** What breaks a schema, as a problem document names it; `pointer` is a JSON Pointer (RFC 6901). */
export interface SchemaFault {
  readonly pointer: string;
  readonly code: string;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** As `faultsOf`, with a stable code and the bounds of each. */
export function schemaFaults(schema: TSchema, value: unknown): SchemaFault[] {
  let validate = compiled.get(schema);
  if (!validate) compiled.set(schema, (validate = ajv.compile(schema)));
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, keyword, message = 'is not valid', params }) => {
    const { additionalProperty: unknown } = params as { additionalProperty?: string };
    if (unknown !== undefined)
      return {
        pointer: `${instancePath}/${inPointer(unknown)}`,
        code: 'unknown-field',
        message: 'is no field of it',
      };
    const [code = 'wrong-value', bound] = codes[keyword] ?? [];
    const named = params as Record<string, unknown>;
    const values = bound ? { [bound]: named['limit'] ?? named[bound] } : undefined;
    return { pointer: instancePath, code, ...(values ? { values } : {}), message };
  });
}

/** What a broken keyword of JSON Schema is called, and the name of its bound. */
const codes: Readonly<Record<string, readonly [code: string, bound?: string]>> = {
  const: ['not-allowed-value', 'allowedValue'],
  enum: ['not-allowed-value', 'allowedValues'],
  format: ['wrong-form', 'format'],
  maxItems: ['too-many', 'max'],
  maximum: ['too-large', 'max'],
  maxLength: ['too-long', 'max'],
  maxProperties: ['too-many-fields', 'max'],
  minItems: ['too-few', 'min'],
  minimum: ['too-small', 'min'],
  minLength: ['too-short', 'min'],
  pattern: ['wrong-form'],
  required: ['missing', 'missingProperty'],
  type: ['wrong-type', 'type'],
  uniqueItems: ['repeated'],
  'x-text': ['wrong-form'],
};

/** A name as part of a JSON Pointer (RFC 6901) without blanks, since a blank ends the path of a fault. */
const inPointer = (name: string): string =>
  [...name].slice(0, 100).join('').replaceAll('~', '~0').replaceAll('/', '~1').replace(/\s/g, '_');
