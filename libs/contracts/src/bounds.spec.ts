import { describe, expect, it } from '@jest/globals';
import { Type } from 'typebox';
import { worstBytes } from './bounds.js';
import { Exactly, Id, Nullable, OneOf, Time } from './schema.js';

describe('The most bytes that a value of a schema can have', () => {
  const text = (maxLength: number) => Type.String({ maxLength });

  it.each([
    ['a text', text(10), '\u0001'.repeat(10)],
    ['a list', Type.Array(text(3), { maxItems: 4 }), Array.from({ length: 4 }, () => '\u0001'.repeat(3))],
    ['an object', Exactly({ a: text(2), b: Nullable(OneOf('x', 'yy')) }), { a: '\u0001\u0001', b: 'yy' }],
    ['an id', Id, '0192f0c1-2345-7abc-8def-0123456789ab'],
    ['a time', Time, '2026-01-01T00:00:00.000Z'],
    ['a pattern without repetition', Type.String({ pattern: '^[0-9a-f]{64}$' }), 'f'.repeat(64)],
    [
      'a record',
      { type: 'object', additionalProperties: text(2), maxProperties: 2, propertyNames: text(3) },
      { '\u0001\u0001\u0001': '\u0001\u0001', abc: '\u0001\u0001' },
    ],
  ])('are not exceeded by the largest: %s', (_, schema, largest) => {
    const bytes = worstBytes(schema);
    expect(bytes).toBeGreaterThanOrEqual(Buffer.byteLength(JSON.stringify(largest)));
    expect(bytes).toBeLessThan(10_000_000);
  });

  it.each([
    ['a text', Type.String(), '/'],
    ['a list', Exactly({ all: Type.Array(Id) }), '/all'],
    ['a text in a list', Exactly({ all: Type.Array(Type.String(), { maxItems: 2 }) }), '/all/*'],
    ['a pattern', Type.String({ pattern: '^[0-9]+$' }), '/'],
    ['a pattern without an end', Type.String({ pattern: '[0-9]{3}' }), '/'],
    ['an object that takes anything', { type: 'object' }, '/'],
    ['an object with other fields', { type: 'object', additionalProperties: { type: 'null' } }, '/'],
    ['anything', {}, '/'],
  ])('are without end where %s has no bound', (_, schema, path) => {
    const paths: string[] = [];
    expect(worstBytes(schema, undefined, (found) => paths.push(found))).toBe(Infinity);
    expect(paths).toEqual([path]);
  });
});
