import { describe, expect, it } from '@jest/globals';
import { faultsOf } from './check.js';
import { envelopeSchema } from './envelope.js';
import { eventNames, eventSchemas, subjectOf } from './events.js';

/** Field names under which personal data or free text would travel (B1). Names of libraries and groups are public. */
const personal =
  /^(e?mail|address|ip|phone|text|subject|reason|note|transcript|patron|patronName|displayName)$/i;

function fieldsOf(schema: unknown, path = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, items } = schema as { properties?: Record<string, unknown>; items?: unknown };
  const own = Object.entries(properties ?? {}).flatMap(([name, inner]) => [
    ...(isOneOfOurWords(inner) ? [] : [`${path}${name}`]),
    ...fieldsOf(inner, `${path}${name}.`),
  ]);
  return [...own, ...fieldsOf(items, path)];
}

/** A word of a closed list says nothing of anybody's own, whatever the field is called. */
const isOneOfOurWords = (schema: unknown): boolean => Array.isArray((schema as { enum?: unknown }).enum);

describe('The events of Carrel', () => {
  it.each(eventNames)('%s is named aggregate.fact.version and has an owner', (name) => {
    expect(name).toMatch(/^[a-z-]+\.[a-z-]+\.v[1-9][0-9]*$/);
    expect(subjectOf(name)).toMatch(/^carrel\.(admin|chat|questions|referrals|notifications)\./);
  });

  it.each(eventNames)('%s carries no field for a name, an address or free text', (name) => {
    const leaks = fieldsOf(eventSchemas[name]).filter((field) =>
      personal.test(field.split('.').at(-1) ?? ''),
    );
    expect(leaks).toEqual([]);
  });

  it('refuse a payload with a field that is not in the schema', () => {
    const data = {
      groupId: '0190a6f0-0000-7000-8000-000000000001',
      effectiveFrom: '2026-03-01T09:00:00.000Z',
    };
    expect(faultsOf(eventSchemas['rota.published.v1'], data)).toEqual([]);
    expect(faultsOf(eventSchemas['rota.published.v1'], { ...data, patronName: 'A. Reader' })).not.toEqual([]);
  });

  it('travel in a CloudEvents 1.0 envelope whose sequence is a decimal string (B34)', () => {
    const schema = envelopeSchema('rota.published.v1');
    const event = {
      specversion: '1.0',
      id: '0190a6f0-0000-7000-8000-000000000002',
      source: '/carrel/referrals',
      type: 'rota.published.v1',
      subject: '0190a6f0-0000-7000-8000-000000000001',
      time: '2026-03-01T09:00:00.000Z',
      datacontenttype: 'application/json',
      sequence: '12',
      sequencetype: 'Integer',
      data: { groupId: '0190a6f0-0000-7000-8000-000000000001', effectiveFrom: '2026-03-01T09:00:00.000Z' },
    };
    expect(faultsOf(schema, event)).toEqual([]);
    expect(faultsOf(schema, { ...event, sequence: 12 })).not.toEqual([]);
  });
});
