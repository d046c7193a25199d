import fc from 'fast-check';
import type { Schema } from './operations.js';

/** Stands for a number that JSON can write and JavaScript cannot; taken out of its quotes before it is sent. */
export const bare = (literal: string) => `\u0001bare:${literal}\u0001`;

const longText = 'A'.repeat(20_000);
/** Texts that have tripped programs: half characters, NUL, days that are none, what looks like code. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    ...['', ' ', '\t\n', '\0', 'a\0b', '\ud800', 'a\udfffb', '\u202eabc', '\ufffe', 'e\u0301'.repeat(200)],
    ...['😀'.repeat(300), longText, 'null', 'undefined', 'true', 'NaN', '0', '-1', '1e309', '9'.repeat(40)],
    ...[
      '__proto__',
      'constructor',
      'toString',
      "' OR 1=1 --",
      '${7*7}{{7*7}}',
      '%00',
      '%s%n',
      '../../etc/passwd',
    ],
    ...['2026-02-30', '9999-12-31T23:59:59Z', '0000-01-01', '+275760-09-13T00:00:00.000Z', '-000001-01-01'],
    ...['2026-01-01T00:00:00+23:59', '2026-01-01T24:00:00Z', '2026-W01', '24:00', '25:61', 'P1000000000Y'],
    ...['00000000-0000-0000-0000-000000000000', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'],
    ...[
      'http://[::1',
      'javascript:alert(1)',
      'https://user:pw@127.0.0.1:22/',
      'a@b',
      '"a b"@x.example',
      'a@b\r\nBcc: c@d',
    ],
    ...[
      'Etc/GMT+99',
      'Europe/Nowhere',
      'xx-invalid-language-tag',
      '%',
      '\\',
      '"',
      '[]',
      '{}',
      '*',
      ':*',
      '& | !',
      "'",
    ],
  ),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

const oddNumber = fc.oneof(
  fc.constantFrom(0, -0, -1, 1.5, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 2 ** 63, 1e21, 1e308, 5e-324),
  fc.constantFrom(bare('1e999'), bare('-1e999'), bare('123456789012345678901234567890'), bare('0.1e-999')),
  fc.integer(),
);

/** Any JSON, mostly of the unwelcome kind. */
export const odd: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: oddText },
  { weight: 3, arbitrary: oddNumber },
  { weight: 2, arbitrary: fc.constantFrom<unknown[]>(null, true, false, [], {}, [[]], [null], [{}]) },
  { weight: 1, arbitrary: fc.constantFrom(nested(60, []), nested(60, {})) },
  { weight: 1, arbitrary: fc.array(oddText, { maxLength: 5 }) },
  { weight: 1, arbitrary: fc.constant(Array.from({ length: 2000 }, (_, n) => n)) },
  { weight: 1, arbitrary: fc.dictionary(oddText, fc.oneof(oddText, oddNumber), { maxKeys: 4 }) },
);

function nested(depth: number, core: unknown): unknown {
  return depth === 0
    ? core
    : Array.isArray(core)
      ? [nested(depth - 1, core)]
      : { a: nested(depth - 1, core) };
}

/** What the schema asks for, as a rule; now and then something else. */
export function fitting(
  schema: Schema,
  resolve: (schema: Schema) => Schema,
  depth = 0,
): fc.Arbitrary<unknown> {
  const good = wellFormed(resolve(schema), resolve, depth);
  return fc.oneof({ weight: 12, arbitrary: good }, { weight: 1, arbitrary: odd });
}

function wellFormed(it: Schema, resolve: (schema: Schema) => Schema, depth: number): fc.Arbitrary<unknown> {
  const either = it.anyOf ?? it.oneOf;
  if (either) return fc.oneof(...either.map((each) => fitting(each, resolve, depth)));
  if (it.allOf) return fitting(it.allOf[0]!, resolve, depth);
  if (it.enum) return fc.constantFrom(...it.enum);
  const type = Array.isArray(it.type) ? it.type[0] : it.type;
  if (type === 'object' || it.properties) {
    const properties = Object.entries(it.properties ?? {});
    if (properties.length === 0 || depth > 4)
      return fc.dictionary(fc.string({ maxLength: 8 }), oddText, { maxKeys: 3 });
    const requiredKeys = (it.required ?? []).filter((key) => it.properties?.[key]);
    return fc.record(
      Object.fromEntries(properties.map(([key, each]) => [key, fitting(each, resolve, depth + 1)])),
      { requiredKeys },
    );
  }
  if (type === 'array') return fc.array(fitting(it.items ?? {}, resolve, depth + 1), { maxLength: 4 });
  if (type === 'integer' || type === 'number') {
    const min = it.minimum ?? -3;
    return fc.integer({ min: Math.ceil(min), max: Math.max(Math.ceil(min), it.maximum ?? 1000) });
  }
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  return type === 'string' ? text(it) : odd;
}

function text({ format, minLength = 0, maxLength = 200 }: Schema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'email')
    return fc.constantFrom('robin@patron.example', 'é@patron.example', `${'a'.repeat(64)}@b.example`);
  if (format === 'uri')
    return fc.constantFrom('https://cedar.example/', 'https://cedar.example/?q=%F0%9F%98%80#x');
  const moment = fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true });
  if (format === 'date-time') return moment.map((at) => at.toISOString());
  if (format === 'date') return moment.map((at) => at.toISOString().slice(0, 10));
  const unit = fc.constantFrom<('grapheme' | 'binary' | 'grapheme-ascii')[]>(
    'grapheme',
    'binary',
    'grapheme-ascii',
  );
  return unit.chain((of) =>
    fc.string({ unit: of, minLength, maxLength: Math.min(maxLength, minLength + 60) }),
  );
}
