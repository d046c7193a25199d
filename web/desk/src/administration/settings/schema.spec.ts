import { describe, expect, it } from '@jest/globals';
import { blank, differences, humanized, plainWords, type Schema } from './schema.js';

const times: Schema = {
  type: 'object',
  required: ['days', 'quiet'],
  properties: {
    days: {
      type: 'array',
      items: { type: 'object', required: ['day'], properties: { day: { type: 'integer', minimum: 1 } } },
    },
    quiet: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    note: { type: 'string' },
  },
};

describe('A setting’s schema', () => {
  it('gives what a new value begins with: what is required, and nothing where nothing may be', () => {
    expect(blank(times)).toEqual({ days: [], quiet: null });
    expect(blank(times.properties!.days!.items!)).toEqual({ day: 1 });
  });

  it('is said without words of its own by the names of its fields', () => {
    expect(humanized('localFirstSeconds')).toBe('Local first seconds');
    expect(humanized('chat-times')).toBe('Chat times');
  });

  it('is described without the numbers of requirements, and with what stands in brackets else', () => {
    expect(plainWords('Who may close a question (A2, B10)')).toBe('Who may close a question');
    expect(plainWords('Mail has to be led there (row 11)')).toBe('Mail has to be led there');
    expect(plainWords('may be cut (MAIL_SENT_MAX_MB)')).toBe('may be cut (MAIL_SENT_MAX_MB)');
    expect(plainWords('where it leads; null: nowhere')).toBe('where it leads; empty: nowhere');
    expect(plainWords('false: nobody is mailed')).toBe('off: nobody is mailed');
  });

  it('shows what became what, path by path', () => {
    const before = { days: [{ day: 1 }], quiet: null, many: ['a'] };
    const after = { days: [{ day: 2 }, { day: 3 }], quiet: '22:00', many: ['a', 'b'] };
    expect(differences(before, after)).toEqual([
      { path: 'days.0.day', before: 1, after: 2 },
      { path: 'quiet', before: null, after: '22:00' },
      { path: 'many', before: ['a'], after: ['a', 'b'] },
      { path: 'days.1.day', before: undefined, after: 3 },
    ]);
  });
});
