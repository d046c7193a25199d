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
export function faultsOf(schema: TSchema, value: unknown): string[] {
  let validate = compiled.get(schema);
  if (!validate) compiled.set(schema, (validate = ajv.compile(schema)));
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const { additionalProperty: unknown } = params as { additionalProperty?: string };
    if (unknown !== undefined) return `${instancePath}/${inPointer(unknown)} is no field of it`;
    return `${instancePath || '/'} ${message ?? 'is not valid'}`;
  });
}

/** A name as part of a JSON Pointer (RFC 6901) without blanks, since a blank ends the path of a fault. */
const inPointer = (name: string): string =>
  [...name].slice(0, 100).join('').replaceAll('~', '~0').replaceAll('/', '~1').replace(/\s/g, '_');
