import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { quoted } from './quoted.js';

describe('Values in a statement', () => {
  it.each([
    'plain',
    '',
    "O'Hara",
    "''",
    '\\',
    "\\'; DROP TABLE sessions; --",
    '{"a":"\\"\\\\\\u0000"}',
    '$& $1 $$',
    'ключ 🔑',
  ])('are quoted as pg quotes them: %j', (value) => {
    expect(quoted`select ${value}`).toBe(`select ${pg.escapeLiteral(value)}`);
  });

  it('are numbers, bytes and nothing too', () => {
    expect(quoted`${1} ${Buffer.from('a')} ${null}`).toBe(String.raw`1  E'\\x61' NULL`);
  });
});
