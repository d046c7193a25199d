import { describe, expect, it } from '@jest/globals';
import { cellsOf, countsOf, keyFrom, rowsOf, type Cell } from './rota-grid.js';

const pratt = '019a0000-0000-7000-8002-000000000001';
const law = '019a0000-0000-7000-8002-000000000002';

describe('The grid of a rota', () => {
  it('[R86] [R88] is cells by hours and lane, and gives back what it was made of, blanks said as such', () => {
    const cells: Cell[] = [
      { day: 1, from: '17:00', to: '21:00', lane: null, institutionId: null, bestEffort: false },
      { day: 2, from: '09:00', to: '13:00', lane: null, institutionId: pratt, bestEffort: false },
      { day: 7, from: '09:00', to: '13:00', lane: null, institutionId: pratt, bestEffort: true },
      { day: 1, from: '00:00', to: '24:00', lane: 'law', institutionId: law, bestEffort: false },
    ];
    const rows = rowsOf(cells);
    expect(rows.map(({ from, lane }) => [from, lane])).toEqual([
      ['09:00', null],
      ['17:00', null],
      ['00:00', 'law'],
    ]);
    expect(countsOf(rows)).toEqual({ filled: 3, blank: 18 });
    const given = cellsOf(rows);
    expect(given).toHaveLength(21);
    expect(given.filter(({ institutionId }) => institutionId)).toEqual([cells[1], cells[2], cells[3]]);
    expect(rowsOf(given)).toEqual(rows);
  });

  it('makes a lane’s key of its name', () => {
    expect(keyFrom('Law chats only!')).toBe('law-chats-only');
    expect(keyFrom('Droit & société')).toBe('droit-societe');
  });
});
