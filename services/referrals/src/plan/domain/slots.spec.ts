import { describe, expect, it } from '@jest/globals';
import { aCell, anException, aVersion } from '../../../test/a-rota.js';
import { slotsIn } from './slots.js';

const monday = 1;
const saturday = 6;
const sunday = 7;
/** What a golden row says of a day: each slot's hours as moments, and how long it really is. */
const rowsOf = (timeZone: string, day: string, cells: ReturnType<typeof aCell>[]) =>
  slotsIn([aVersion({ cells })], timeZone, {
    from: new Date(Date.parse(`${day}T00:00:00Z`) - 14 * 3_600_000),
    to: new Date(Date.parse(`${day}T00:00:00Z`) + 36 * 3_600_000),
  }).map(({ institutionId, from, to }) => [
    institutionId,
    from.toISOString().slice(0, 16),
    (to.getTime() - from.getTime()) / 3_600_000,
  ]);

const night = [aCell(sunday, '00:00', '04:00', 'aspen'), aCell(sunday, '04:00', '08:00', 'birch')];
const aroundTwo = [aCell(sunday, '00:00', '02:30', 'aspen'), aCell(sunday, '02:30', '06:00', 'birch')];
const smallHours = [
  aCell(sunday, '00:00', '01:30', 'aspen'),
  aCell(sunday, '01:30', '02:30', 'birch'),
  aCell(sunday, '02:30', '05:00', 'cedar'),
];
const overMidnight = [aCell(saturday, '21:00', '03:00', 'aspen'), aCell(sunday, '03:00', '09:00', 'birch')];

describe('The rota on the days that clocks change', () => {
  it.each([
    // New York: forward on 8 March 2026 at 2:00 (UTC-5 to -4), back on 1 November at 2:00.
    [
      'New York, a plain Sunday',
      'America/New_York',
      '2026-03-01',
      night,
      [
        ['aspen', '2026-03-01T05:00', 4],
        ['birch', '2026-03-01T09:00', 4],
      ],
    ],
    [
      'New York forward: the night block has three hours',
      'America/New_York',
      '2026-03-08',
      night,
      [
        ['aspen', '2026-03-08T05:00', 3],
        ['birch', '2026-03-08T08:00', 4],
      ],
    ],
    [
      'New York forward: blocks that meet in the skipped hour still meet',
      'America/New_York',
      '2026-03-08',
      aroundTwo,
      [
        ['aspen', '2026-03-08T05:00', 2],
        ['birch', '2026-03-08T07:00', 3],
      ],
    ],
    [
      'New York forward: three blocks around it',
      'America/New_York',
      '2026-03-08',
      smallHours,
      [
        ['aspen', '2026-03-08T05:00', 1.5],
        ['birch', '2026-03-08T06:30', 0.5],
        ['cedar', '2026-03-08T07:00', 2],
      ],
    ],
    [
      'New York back: the night block has five hours',
      'America/New_York',
      '2026-11-01',
      night,
      [
        ['aspen', '2026-11-01T04:00', 5],
        ['birch', '2026-11-01T09:00', 4],
      ],
    ],
    [
      'New York back: 1:30 is the first of the two',
      'America/New_York',
      '2026-11-01',
      smallHours,
      [
        ['aspen', '2026-11-01T04:00', 1.5],
        ['birch', '2026-11-01T05:30', 2],
        ['cedar', '2026-11-01T07:30', 2.5],
      ],
    ],
    [
      'New York back: over midnight',
      'America/New_York',
      '2026-11-01',
      overMidnight,
      [
        ['aspen', '2026-11-01T01:00', 7],
        ['birch', '2026-11-01T08:00', 6],
      ],
    ],
    // Berlin: forward on 29 March 2026 at 2:00 (UTC+1 to +2), back on 25 October at 3:00.
    [
      'Berlin forward: the night block has three hours',
      'Europe/Berlin',
      '2026-03-29',
      night,
      [
        ['aspen', '2026-03-28T23:00', 3],
        ['birch', '2026-03-29T02:00', 4],
      ],
    ],
    [
      'Berlin forward: blocks that meet in the skipped hour',
      'Europe/Berlin',
      '2026-03-29',
      aroundTwo,
      [
        ['aspen', '2026-03-28T23:00', 2],
        ['birch', '2026-03-29T01:00', 3],
      ],
    ],
    [
      'Berlin back: the night block has five hours',
      'Europe/Berlin',
      '2026-10-25',
      night,
      [
        ['aspen', '2026-10-24T22:00', 5],
        ['birch', '2026-10-25T03:00', 4],
      ],
    ],
    [
      'Berlin back: 2:30 is the first of the two',
      'Europe/Berlin',
      '2026-10-25',
      aroundTwo,
      [
        ['aspen', '2026-10-24T22:00', 2.5],
        ['birch', '2026-10-25T00:30', 4.5],
      ],
    ],
    // Sydney: back on 5 April 2026 at 3:00 (UTC+11 to +10), forward on 4 October at 2:00.
    [
      'Sydney back, in its autumn',
      'Australia/Sydney',
      '2026-04-05',
      night,
      [
        ['aspen', '2026-04-04T13:00', 5],
        ['birch', '2026-04-04T18:00', 4],
      ],
    ],
    [
      'Sydney forward, in its spring',
      'Australia/Sydney',
      '2026-10-04',
      aroundTwo,
      [
        ['aspen', '2026-10-03T14:00', 2],
        ['birch', '2026-10-03T16:00', 3],
      ],
    ],
    // Lord Howe Island puts its clocks by half an hour.
    [
      'Lord Howe back by half an hour',
      'Australia/Lord_Howe',
      '2026-04-05',
      night,
      [
        ['aspen', '2026-04-04T13:00', 4.5],
        ['birch', '2026-04-04T17:30', 4],
      ],
    ],
    [
      'Phoenix never does',
      'America/Phoenix',
      '2026-03-08',
      night,
      [
        ['aspen', '2026-03-08T07:00', 4],
        ['birch', '2026-03-08T11:00', 4],
      ],
    ],
  ] as const)('[R86] [A24] %s', (_, zone, day, cells, expected) => {
    const rows = rowsOf(zone, day, [...cells]);
    expect(rows).toEqual(expected.map((row) => [...row]));
    // No gap and no overlap where one block ends as the next begins.
    rows.slice(1).forEach(([, from], n) => {
      const [, before, hours] = rows[n] as [string, string, number];
      expect(Date.parse(`${from}Z`)).toBe(Date.parse(`${before}Z`) + hours * 3_600_000);
    });
  });

  it('[R86] has no block that lies wholly in the hour the clock skips', () => {
    const skipped = [aCell(sunday, '02:00', '03:00', 'aspen'), aCell(sunday, '03:00', '05:00', 'birch')];
    const rows = rowsOf('America/New_York', '2026-03-08', skipped);
    expect(rows.map(([library]) => library)).toEqual(['birch']);
  });
});

describe('The rota', () => {
  const zone = 'America/New_York';
  const on = (day: string, ...versions: ReturnType<typeof aVersion>[]) =>
    slotsIn(versions, zone, {
      from: new Date(`${day}T12:00:00Z`),
      to: new Date(`${day}T23:59:00Z`),
    }).map(({ institutionId, from, to, because }) => [
      institutionId,
      `${from.toISOString().slice(11, 16)}-${to.toISOString().slice(11, 16)}`,
      because,
    ]);

  it('[R86] has blocks of any length, and cells that are left blank', () => {
    const cells = [
      aCell(monday, '09:00', '13:00', 'aspen'),
      aCell(monday, '13:00', '13:45', null),
      aCell(monday, '13:45', '17:00', 'birch'),
    ];
    expect(on('2026-06-01', aVersion({ cells }))).toEqual([
      ['aspen', '13:00-17:00', 'rota'],
      ['birch', '17:45-21:00', 'rota'],
    ]);
  });

  it('[R89] says of a cell that it is best effort', () => {
    const cells = [aCell(monday, '09:00', '13:00', 'aspen', { bestEffort: true })];
    expect(on('2026-06-01', aVersion({ cells }))).toEqual([['aspen', '13:00-17:00', 'best-effort']]);
  });

  it('[R92] goes by the version whose date has come, and a later one takes over at its date', () => {
    const first = aVersion({
      version: 1,
      effectiveFrom: '2026-01-05',
      cells: [aCell(monday, '09:00', '13:00', 'aspen')],
    });
    const second = aVersion({
      version: 2,
      effectiveFrom: '2026-06-08',
      cells: [aCell(monday, '09:00', '13:00', 'birch')],
    });
    const revised = aVersion({
      version: 3,
      effectiveFrom: '2026-01-05',
      cells: [aCell(monday, '09:00', '13:00', 'cedar')],
    });
    expect(on('2025-12-29', first)).toEqual([]);
    expect(on('2026-06-01', first, second)).toEqual([['aspen', '13:00-17:00', 'rota']]);
    expect(on('2026-06-08', first, second)).toEqual([['birch', '13:00-17:00', 'rota']]);
    expect(on('2026-06-01', first, second, revised)).toEqual([['cedar', '13:00-17:00', 'rota']]);
    expect(on('2026-06-08', first, second, revised)).toEqual([['birch', '13:00-17:00', 'rota']]);
  });

  it('[R92] goes by what was published last where a date is past, and by what held then for days gone by', () => {
    const of = (version: number, revised: string, effectiveFrom: string, library: string) =>
      aVersion({
        version,
        revisedAt: new Date(`${revised}T16:00:00Z`),
        effectiveFrom,
        cells: [aCell(monday, '09:00', '13:00', library)],
      });
    const old = of(1, '2026-01-01', '2026-01-05', 'aspen');
    const mistaken = of(2, '2026-06-01', '2026-06-01', 'birch');
    const mended = of(3, '2026-06-01', '2026-01-05', 'cedar');
    const coming = of(4, '2026-06-01', '2026-07-06', 'dogwood');
    const who = (day: string) => on(day, old, mistaken, mended, coming).map(([library]) => library);
    expect(who('2026-05-25')).toEqual(['aspen']);
    expect(who('2026-06-01')).toEqual(['cedar']);
    expect(who('2026-06-29')).toEqual(['cedar']);
    expect(who('2026-07-06')).toEqual(['dogwood']);
    expect(on('2026-05-25', mended).map(([library]) => library)).toEqual(['cedar']);
  });

  it('takes exceptions by their date: another library for part of a block, a closed day, or nobody yet', () => {
    const cells = [aCell(monday, '09:00', '13:00', 'aspen')];
    const with_ = (...exceptions: ReturnType<typeof anException>[]) => aVersion({ cells, exceptions });
    expect(on('2026-06-01', with_(anException('2026-06-01', '11:00', '12:00', 'birch')))).toEqual([
      ['aspen', '13:00-15:00', 'rota'],
      ['birch', '15:00-16:00', 'exception'],
      ['aspen', '16:00-17:00', 'rota'],
    ]);
    expect(
      on('2026-06-01', with_(anException('2026-06-01', '00:00', '24:00', null, { closed: true }))),
    ).toEqual([]);
    expect(on('2026-06-01', with_(anException('2026-06-01', '09:00', '13:00', null)))).toEqual([
      [null, '13:00-17:00', 'exception'],
    ]);
    expect(on('2026-06-08', with_(anException('2026-06-01', '09:00', '13:00', null)))).toEqual([
      ['aspen', '13:00-17:00', 'rota'],
    ]);
  });

  it('leaves a lane alone when an exception is for another', () => {
    const cells = [
      aCell(monday, '09:00', '13:00', 'aspen'),
      aCell(monday, '00:00', '24:00', 'cedar', { lane: 'law' }),
    ];
    const exceptions = [anException('2026-06-01', '00:00', '24:00', 'birch', { lane: 'law' })];
    expect(on('2026-06-01', aVersion({ cells, exceptions })).map(([library]) => library)).toEqual([
      'birch',
      'aspen',
    ]);
  });
});
