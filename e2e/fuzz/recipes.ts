import fc from 'fast-check';
import type { Actor } from '../actors.js';
import type { Operation } from './operations.js';
import { fitting, odd, oddText } from './values.js';

/** How one request departs from a good one; made from a seed before there is a thing to try it on. */
export interface Recipe {
  /** `good`: the first whom the matrix lets in. */
  readonly actor: Actor | 'good';
  readonly path: { which: number; value: string } | undefined;
  readonly query: readonly (readonly [name: string, value: string])[] | undefined;
  readonly body: Body;
  readonly headers: Record<string, string>;
}

export type Change = { at: number; how: 'replace' | 'remove' | 'add'; key: string; value: unknown };
export type Body =
  | { kind: 'good' }
  | { kind: 'none' }
  | { kind: 'raw'; text: string }
  | { kind: 'fitting' | 'changed'; value: unknown; changes: readonly Change[] };

/** A text as an address holds it; half characters cannot be written there. */
const percentOf = (text: string) =>
  encodeURIComponent(text.slice(0, 3000).replace(/\p{Surrogate}/gu, '\ufffd'));
const percent = fc.constantFrom('%', '%ff', '%00', '%ED%A0%80', '%2F..%2F', '+', '%25', '%E0%A4%A');
const encoded = fc.oneof(
  { weight: 5, arbitrary: oddText.map((text) => percentOf(text)) },
  { weight: 1, arbitrary: percent },
);
const inPath = fc.oneof(
  encoded.filter((text) => text !== '' && text !== '.'),
  fc.uuid(),
  fc.constantFrom('%2e%2e', '0', '-1', '99999999999', '1e9', '1.5', 'x'.repeat(2500), '%F0%9F%98%80'),
);
/** Cursors as lists give them out, and nearly so. */
const cursor = fc
  .array(
    fc.oneof(oddText, fc.uuid(), fc.integer(), fc.constantFrom(null, true, '2026-01-01T00:00:00.000Z')),
    {
      maxLength: 4,
    },
  )
  .map((key) => Buffer.from(JSON.stringify(key)).toString('base64url'));

const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.record({
    at: fc.nat(),
    how: fc.constantFrom('replace', 'replace', 'remove', 'add'),
    key: fc.oneof(fc.constantFrom('id', 'status', '__proto__', 'constructor', 'institutionId', 'x'), oddText),
    value: odd,
  }),
  { minLength: 1, maxLength: 2 },
);
const noJson = fc.constantFrom(
  ...[
    '',
    '{',
    '[]',
    'null',
    '"text"',
    '1',
    'true',
    '{"a":1,}',
    '{"a":1}{"b":2}',
    '\ufeff{}',
    "{'a':1}",
    'a=1&b=2',
  ],
  ...[
    '{"__proto__":{"operator":true}}',
    '{"constructor":{"prototype":{"x":1}}}',
    '{"a":1e999}',
    '{"a":01}',
    '\0',
  ],
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `{"text":"${'x'.repeat(1_100_000)}"}`,
);

const oddHeaders: Record<string, fc.Arbitrary<string>> = {
  'content-type': fc.constantFrom(
    ...[
      'text/plain',
      'application/xml',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
      '',
    ],
    ...[
      'application/json; charset=utf-16',
      'application/json;',
      'application/problem+json',
      'image/png',
      'a',
      '*/*',
    ],
  ),
  'if-match': fc.constantFrom(
    '*',
    '"1"',
    'W/"1"',
    '"99999999999999999999"',
    '"-1"',
    '""',
    '"a", "b"',
    'x',
    '1',
  ),
  'idempotency-key': fc.oneof(
    fc.uuid(),
    fc.constantFrom('', 'x', 'k'.repeat(300), 'schlüssel-äöü-äöü-äöü', 'a b c d e f g h i j'),
  ),
  accept: fc.constantFrom('application/xml', '*/*;q=0', 'text/html', ',', 'a/b/c'),
  'accept-language': fc.constantFrom('*', 'xx-XX', 'de;q=2', `${'en,'.repeat(300)}fr`, '%', 'tlh-Latn-x-y'),
  'last-event-id': fc.constantFrom('-1', '1', '99999999999999999999', 'x', '1.5', '', ' '),
  authorization: fc.constantFrom(
    '',
    'Bearer',
    'Bearer x',
    'Bearer a.b.c',
    'Basic eDp5',
    'Bearer pt_x',
    'Digest a=b',
  ),
  'x-request-id': fc.constantFrom('', 'x'.repeat(500), '%00'),
  traceparent: fc.constantFrom('00-0-0-0', 'x', `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01`),
  origin: fc.constantFrom('null', 'https://evil.example', 'x'),
};
const headers = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(...Object.keys(oddHeaders))
      .chain((name) => oddHeaders[name]!.map((value) => ({ [name]: value }))),
  },
);

/** Requests for one operation, each some way off from a good one. */
export function recipes(operation: Operation): fc.Arbitrary<Recipe> {
  const known = operation.query.map(({ name, schema }) =>
    fc.tuple(
      fc.constant(name),
      name === 'cursor'
        ? fc.oneof(cursor, encoded)
        : fc.oneof(
            fitting(schema, operation.resolve).map((value) => percentOf(String(value))),
            encoded,
          ),
    ),
  );
  const unknown = fc.tuple(
    fc.constantFrom('unknown', 'limit[]', 'limit', '__proto__', 'a[b][c]', '%00', 'id'),
    encoded,
  );
  const query = fc
    .tuple(
      ...known.map((one) => fc.option(one, { freq: 1, nil: undefined })),
      fc.option(unknown, { freq: 4, nil: undefined }),
    )
    .map((pairs) => pairs.filter((pair) => pair !== undefined));
  const value = operation.body ? fitting(operation.body, operation.resolve) : odd;
  const body = fc.oneof<fc.Arbitrary<Body>[]>(
    fc.constant({ kind: 'good' }),
    fc.record({ kind: fc.constant('fitting' as const), value, changes: fc.constant([]) }),
    fc.record({ kind: fc.constantFrom('fitting' as const, 'changed' as const), value, changes }),
    fc.record({ kind: fc.constant('changed' as const), value, changes }),
    fc.oneof(
      fc.constant<Body>({ kind: 'none' }),
      noJson.map((text): Body => ({ kind: 'raw', text })),
    ),
  );
  return fc.record({
    actor: fc.oneof(
      { weight: 3, arbitrary: fc.constant('good' as const) },
      {
        weight: 2,
        arbitrary: fc.constantFrom<Actor[]>(
          'anon',
          'own',
          'lib',
          'iadm',
          'gadm',
          'cadm',
          'oper',
          'svc',
          'gsvc',
        ),
      },
    ),
    path: fc.option(fc.record({ which: fc.nat(), value: inPath }), { freq: 3, nil: undefined }),
    query: operation.query.length
      ? fc.option(query, { freq: 3, nil: undefined })
      : fc.option(query, { freq: 1, nil: undefined }),
    body: operation.method === 'GET' && !operation.body ? fc.constant<Body>({ kind: 'none' }) : body,
    headers,
  });
}
