import { describe, expect, it } from '@jest/globals';
import { aCell, anException, aVersion } from '../../../test/a-rota.js';
import { mustHold, type Plan } from './plan.js';
import { Rota } from './rota.js';

const libraries = new Set(['aspen', 'birch', 'cedar']);
const law = { key: 'law', name: 'Law', subjects: ['legal-research'] };
const refusalOf = (plan: Partial<Plan>) => {
  try {
    mustHold(aVersion(plan), libraries);
    return 'holds';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('A plan of a rota', () => {
  it.each([
    ['blank cells', { cells: [aCell(1, '09:00', '13:00', null)] }, 'holds'],
    [
      'blocks that touch',
      { cells: [aCell(1, '09:00', '13:00', 'aspen'), aCell(1, '13:00', '17:00', 'birch')] },
      'holds',
    ],
    ['one block of a whole day', { cells: [aCell(1, '00:00', '24:00', 'aspen')] }, 'holds'],
    [
      'the same hours in two lanes',
      {
        lanes: [law],
        cells: [aCell(1, '09:00', '13:00', 'aspen'), aCell(1, '00:00', '24:00', 'cedar', { lane: 'law' })],
      },
      'holds',
    ],
    [
      'blocks that overlap',
      { cells: [aCell(1, '09:00', '13:00', 'aspen'), aCell(1, '12:59', '17:00', 'birch')] },
      'blocks-overlap',
    ],
    [
      'the same block twice',
      { cells: [aCell(1, '09:00', '13:00', 'aspen'), aCell(1, '09:00', '13:00', 'aspen')] },
      'blocks-overlap',
    ],
    [
      'a night that runs into the next morning',
      { cells: [aCell(1, '21:00', '03:00', 'aspen'), aCell(2, '02:00', '05:00', 'birch')] },
      'blocks-overlap',
    ],
    [
      'a Sunday night that runs into Monday',
      { cells: [aCell(7, '22:00', '02:00', 'aspen'), aCell(1, '01:00', '05:00', 'birch')] },
      'blocks-overlap',
    ],
    [
      'blocks that overlap in a lane',
      {
        lanes: [law],
        cells: [
          aCell(1, '09:00', '13:00', 'aspen', { lane: 'law' }),
          aCell(1, '10:00', '11:00', 'cedar', { lane: 'law' }),
        ],
      },
      'blocks-overlap',
    ],
    [
      'a lane nobody defined',
      { cells: [aCell(1, '09:00', '13:00', 'aspen', { lane: 'law' })] },
      'unknown-lane',
    ],
    ['a lane defined twice', { lanes: [law, law] }, 'lane-twice'],
    [
      'a library of another group',
      { cells: [aCell(1, '09:00', '13:00', 'dogwood')] },
      'library-not-in-group',
    ],
    ['a substitute of another group', { substitutes: ['birch', 'dogwood'] }, 'library-not-in-group'],
    [
      'an exception by another group',
      { exceptions: [anException('2026-12-24', '09:00', '13:00', 'dogwood')] },
      'library-not-in-group',
    ],
    [
      'exceptions that overlap',
      {
        exceptions: [
          anException('2026-12-24', '09:00', '13:00', 'aspen'),
          anException('2026-12-24', '12:00', '14:00', 'birch'),
        ],
      },
      'blocks-overlap',
    ],
    [
      'exceptions of two days',
      {
        exceptions: [
          anException('2026-12-24', '09:00', '13:00', 'aspen'),
          anException('2026-12-25', '09:00', '13:00', 'birch'),
        ],
      },
      'holds',
    ],
    [
      'a closed day with a library on duty',
      { exceptions: [anException('2026-12-24', '00:00', '24:00', 'aspen', { closed: true })] },
      'closed-names-a-library',
    ],
    [
      'a day the calendar lacks',
      { exceptions: [anException('2026-02-29', '09:00', '13:00', 'aspen')] },
      'no-such-day',
    ],
    ['a start date the calendar lacks', { effectiveFrom: '2026-13-01' }, 'no-such-day'],
  ] as [string, Partial<Plan>, string][])('[R86] with %s', (_, plan, answer) => {
    expect(refusalOf(plan)).toBe(answer);
  });
});

describe('A rota', () => {
  const group = { timeZone: 'America/Denver', libraryIds: libraries };
  const now = new Date('2026-06-01T10:00:00Z');

  it('[R92] keeps every version, and says from when on it holds', () => {
    const rota = Rota.start('evergreen', now);
    rota.publish(aVersion({ effectiveFrom: '2026-07-03' }), 0, group, 'robin', now);
    rota.publish(aVersion({ effectiveFrom: '2026-07-03' }), 1, group, 'robin', now);
    expect(rota.versions.map(({ version, revisedAt }) => [version, revisedAt])).toEqual([
      [1, now],
      [2, now],
    ]);
    expect(rota.takeEvents().map(({ name, sequence, data }) => [name, sequence, data])).toEqual([
      ['rota.published.v1', 1, { groupId: 'evergreen', effectiveFrom: '2026-07-03T06:00:00.000Z' }],
      ['rota.published.v1', 2, { groupId: 'evergreen', effectiveFrom: '2026-07-03T06:00:00.000Z' }],
    ]);
  });

  it('is not overwritten by someone who has not seen the last version', () => {
    const rota = Rota.start('evergreen', now);
    rota.publish(aVersion(), undefined, group, 'robin', now);
    expect(() => rota.publish(aVersion(), 0, group, 'sam', now)).toThrow(
      expect.objectContaining({ kind: 'stale' }),
    );
    expect(rota.version).toBe(1);
  });
});
