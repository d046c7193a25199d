import { getMetadataStorage, type ValidationError } from 'class-validator';
import type { FieldError } from './problem.js';

type Values = (constraints: readonly unknown[]) => Record<string, unknown>;
interface Rule {
  readonly code: string;
  readonly values?: Values;
}

const most: Values = ([max]) => ({ max });
const least: Values = ([min]) => ({ min });
const between: Values = ([min, max]) => ({ min, ...(max === undefined ? {} : { max }) });

/**
 * What each constraint's breach is called, and which of its bounds go with it. Codes are part of the interface: they are
 * added to and never changed (docs/integrators/errors.md lists them).
 */
export const rulesOfFields: Readonly<Record<string, Rule>> = {
  areFields: { code: 'not-answers', values: ([fields, longest]) => ({ fields, longest }) },
  arrayMaxSize: { code: 'too-many', values: most },
  arrayMinSize: { code: 'too-few', values: least },
  arrayUnique: { code: 'repeated' },
  bounded: { code: 'too-long', values: most },
  equals: { code: 'not-allowed-value', values: ([allowed]) => ({ allowed: [allowed] }) },
  hasFields: { code: 'too-many-fields', values: ([fields, longestName]) => ({ fields, longestName }) },
  isAnswers: { code: 'not-answers', values: ([fields, longest]) => ({ fields, longest }) },
  isArray: { code: 'not-a-list' },
  isBoolean: { code: 'not-yes-or-no' },
  isDateString: { code: 'not-a-time' },
  isDefined: { code: 'missing' },
  isEmail: { code: 'not-a-mail-address' },
  isFqdn: { code: 'not-a-host-name' },
  isISO31661Alpha2: { code: 'not-a-country' },
  isIn: { code: 'not-allowed-value', values: ([allowed]) => ({ allowed }) },
  isInstant: { code: 'not-a-time' },
  isInt: { code: 'not-a-whole-number' },
  isIso8601: { code: 'not-a-time' },
  isLanguageTag: { code: 'not-a-language' },
  isLength: { code: 'wrong-length', values: between },
  isMailAddress: { code: 'not-a-mail-address' },
  isMarks: { code: 'not-allowed-value' },
  isNotEmpty: { code: 'empty' },
  isObject: { code: 'not-an-object' },
  isPage: { code: 'not-a-web-address' },
  isPasskeyAnswer: { code: 'not-a-passkey' },
  isPlainText: { code: 'control-characters' },
  isString: { code: 'not-text' },
  isUrl: { code: 'not-a-web-address' },
  isUuid: { code: 'not-an-id' },
  isVisible: { code: 'empty' },
  matches: { code: 'wrong-form' },
  max: { code: 'too-large', values: most },
  maxLength: { code: 'too-long', values: most },
  min: { code: 'too-small', values: least },
  nestedValidation: { code: 'not-an-object' },
  whitelistValidation: { code: 'unknown-field' },
};

/** Codes that no decorator of class-validator stands behind. */
export const otherFieldCodes = [
  'control-characters',
  'empty',
  'reserved-name',
  'unknown-field',
  'not-a-time',
  'wrong-form',
  'wrong-length',
  'wrong-span',
  'wrong-value',
  'missing',
  'not-allowed-value',
  'repeated',
  'too-few',
  'too-large',
  'too-long',
  'too-many',
  'too-many-fields',
  'too-short',
  'too-small',
  'wrong-type',
] as const;

/** Constraints some class of this process uses that have no code yet; none, or its OpenAPI document is not made. */
export function constraintsWithoutCode(): string[] {
  const storage = getMetadataStorage() as unknown as {
    validationMetadatas: Map<unknown, { name?: string; type: string }[]>;
  };
  const used = [...storage.validationMetadatas.values()].flat();
  const names = used.filter(({ type }) => type === 'customValidation').map(({ name }) => name ?? '');
  return [...new Set(names)].filter((name) => !(name in rulesOfFields)).sort();
}

/** Nested faults flattened, the path dotted. The faults must have been gathered with their target. */
export function fieldErrors(faults: readonly ValidationError[], parent = ''): FieldError[] {
  return faults.flatMap((fault) => {
    const path = parent ? `${parent}.${fault.property}` : fault.property;
    const own = Object.entries(fault.constraints ?? {}).map(([name, message]) => {
      const { code, values } = rulesOfFields[name] ?? { code: 'wrong-value' };
      const bounds = values?.(boundsOf(fault, name));
      const words = name === 'whitelistValidation' ? `${path} is no field of this operation` : message;
      return { path, code, ...(bounds ? { values: bounds } : {}), message: words };
    });
    return [...own, ...fieldErrors(fault.children ?? [], path)];
  });
}

function boundsOf({ target, property }: ValidationError, name: string): readonly unknown[] {
  if (!target) return [];
  const found = getMetadataStorage()
    .getTargetValidationMetadatas(target.constructor, '', false, false)
    .find((each) => each.propertyName === property && each.name === name);
  return (found?.constraints ?? []) as readonly unknown[];
}
