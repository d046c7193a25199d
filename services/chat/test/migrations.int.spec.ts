import { describe, expect, it } from '@jest/globals';
import { upDownUp, type Rows } from '@carrel/testing';
import { dataSourceOptions } from '../src/persistence/data-source.js';

describe('The tables of chat', () => {
  it('[promise 26] are the same after up, down and up over a hundred thousand rows, keep nobody waiting for a second, and down leaves nothing', async () => {
    const { first, between, second, waited } = await upDownUp('chat', dataSourceOptions, rows);
    expect(between).toEqual([]);
    expect(second).toEqual(first);
    expect(first.length).toBeGreaterThan(30);
    expect(waited.rounds).toBeGreaterThan(0);
    expect([waited.table, waited.ms > 1_000]).toEqual([waited.table, false]);
  });
});

const rows: Rows[] = [
  { table: 'sessions', count: 1000, values: { status: `'ended'`, participants: `'[]'` } },
  { table: 'lines', values: { session_id: `(SELECT id FROM sessions LIMIT 1)`, seq: 'n' } },
];
