import { describe, expect, it } from '@jest/globals';
import { breaksOfDocument } from '../src/compatible-openapi.js';
import { breaksIn, type Schema } from '../src/compatible.js';

const last: Schema = {
  type: 'object',
  required: ['id', 'status'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    status: { type: 'string', enum: ['new', 'closed'] },
    tags: {
      type: 'array',
      items: { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } },
    },
  },
};
type Loose = { required: string[]; properties: Record<string, Schema & { enum?: string[] }> };
const changed = (change: (schema: Loose) => void): Schema => {
  const next = structuredClone(last);
  change(next as unknown as Loose);
  return next;
};

describe('A published payload that others read', () => {
  it.each<[string, (schema: Loose) => void]>([
    ['nothing changes', () => undefined],
    ['it gains a field', (s) => (s.properties.more = { type: 'string' })],
    [
      'it gains a field that is always there',
      (s) => ((s.properties.more = { type: 'string' }), s.required.push('more')),
    ],
    ['a field is described', (s) => (s.properties.id!.description = 'of the question')],
    ['it loses a word', (s) => s.properties.status!.enum!.pop()],
  ])('stays compatible when %s', (_, change) => {
    expect(breaksIn('sent', last, changed(change))).toEqual([]);
  });

  it.each<[string, (schema: Loose) => void, RegExp]>([
    ['it loses a field', (s) => delete s.properties.tags, /tags: is gone/],
    ['a field may be missing', (s) => s.required.pop(), /status: was always there/],
    ['a field is of another type', (s) => (s.properties.id!.type = 'integer'), /id: type was "string"/],
    ['a field is of another format', (s) => (s.properties.id!.format = 'uri'), /id: format was/],
    ['it gains a word', (s) => s.properties.status!.enum!.push('lost'), /"lost" is new/],
    [
      'something deep inside changes',
      (s) => ((s.properties.tags!.items as Loose).properties.a!.type = 'string'),
      /tags\/items\/a: type/,
    ],
  ])('is refused when %s', (_, change, fault) => {
    expect(breaksIn('sent', last, changed(change)).join('\n')).toMatch(fault);
  });
});

describe('A choice between shapes', () => {
  const word = { type: 'string' };
  const choice = (...anyOf: Schema[]): Schema => ({ anyOf });
  it('may gain one that others write, wherever it stands', () => {
    expect(breaksIn('taken', choice(word), choice({ type: 'integer' }, word))).toEqual([]);
  });
  it('says that one is new to those who read it, and that one is gone', () => {
    expect(breaksIn('sent', choice(word), choice({ type: 'integer' }, word))).toEqual([
      '/: anyOf: {"type":"integer"} is new, which nobody expects',
    ]);
    expect(breaksIn('taken', choice(word, { type: 'integer' }), choice(word))).toEqual([
      '/: anyOf: {"type":"integer"} is no choice any more',
    ]);
  });
});

describe('A body that others write', () => {
  it('may gain an optional field and a word, and may not need a field or refuse a word', () => {
    expect(
      breaksIn(
        'taken',
        last,
        changed((s) => (s.properties.more = { type: 'string' })),
      ),
    ).toEqual([]);
    expect(
      breaksIn(
        'taken',
        last,
        changed((s) => s.properties.status!.enum!.push('lost')),
      ),
    ).toEqual([]);
    expect(
      breaksIn(
        'taken',
        last,
        changed((s) => s.required.push('tags')),
      ),
    ).toEqual(['/tags: is needed now']);
    expect(
      breaksIn(
        'taken',
        last,
        changed((s) => s.properties.status!.enum!.pop()),
      ),
    ).toEqual(['/status: "closed" is not taken any more']);
  });
});

describe('A published OpenAPI document', () => {
  const document = (schema: Schema, path = '/v1/things') => ({
    paths: {
      [path]: {
        post: {
          requestBody: {
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
          },
          responses: {
            201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
          },
        },
      },
    },
    components: { schemas: { Thing: schema } },
  });

  it('stays compatible when a field is added, and is refused when an operation or a field goes', () => {
    const more = changed((s) => (s.properties.more = { type: 'string' }));
    expect(breaksOfDocument(document(last), document(more))).toEqual([]);
    expect(breaksOfDocument(document(last), document(last, '/v1/others'))).toEqual([
      'POST /v1/things is gone',
    ]);
    expect(breaksOfDocument(document(more), document(last))).toEqual([
      'POST /v1/things body/more: is gone',
      'POST /v1/things 201/more: is gone',
    ]);
  });
});

describe('A union for any key that becomes an operation for each', () => {
  const json = (schema: Schema) => ({ content: { 'application/json': { schema } } });
  const put = (schema: Schema) => ({ put: { requestBody: json(schema), responses: { 200: json(schema) } } });
  const of = (type: string, ...required: string[]): Schema => ({
    type: 'object',
    required,
    properties: { value: { type } },
  });
  const union = {
    anyOf: [
      { title: 'a', ...of('string') },
      { title: 'b', ...of('integer') },
    ],
  };
  const last = { paths: { '/settings/{key}': put(union) } };
  const next = (a: Schema, b: Schema) => ({
    paths: {
      '/settings/{key}': put({ type: 'object' }),
      '/settings/a': put(a),
      '/settings/b': put(b),
    },
  });

  it('is compatible where each takes and answers what its choice did', () => {
    expect(breaksOfDocument(last, next(of('string'), of('integer')))).toEqual([]);
  });

  it('is refused where one takes or answers something else, or has no operation', () => {
    const faults = breaksOfDocument(last, next(of('string', 'value'), of('boolean'))).join('\n');
    expect(faults).toMatch(/a: \/value: is needed now/);
    expect(faults).toMatch(/b: \/value: type was "integer"/);
    const { '/settings/{key}': any } = next(of('string'), of('integer')).paths;
    const alone = breaksOfDocument(last, { paths: { '/settings/{key}': any } });
    expect(alone.join('\n')).toMatch(/a: has no operation of its own/);
  });
});
