import type { WeeklyHours } from '@carrel/kernel';
import { describe, expect, it } from '@jest/globals';
import { firstMoment } from './hours.js';

const week = [1, 2, 3, 4, 5].map((day) => ({ day, opens: '09:00', closes: '17:00' }));
const lunch: WeeklyHours[] = [
  { day: 3, opens: '13:00', closes: '18:00' },
  { day: 3, opens: '09:00', closes: '12:00' },
];
const nights: WeeklyHours[] = [{ day: 7, opens: '20:00', closes: '24:00' }];
const early: WeeklyHours[] = [{ day: 7, opens: '02:30', closes: '06:00' }];
const denver = 'America/Denver';

// Worked out by hand. 2026-03-02 is a Monday; clocks go forward on 8 March in Denver, on 29 March in Berlin,
// back on 1 November in Denver. Denver is UTC-7 in winter and UTC-6 in summer.
const golden: [why: string, hours: WeeklyHours[], zone: string, at: string, then: string][] = [
  ['within the hours', week, denver, '2026-03-02T18:00Z', '2026-03-02T18:00Z'],
  ['at the minute of opening', week, denver, '2026-03-02T16:00Z', '2026-03-02T16:00Z'],
  ['a minute before opening', week, denver, '2026-03-02T15:59Z', '2026-03-02T16:00Z'],
  ['the last minute', week, denver, '2026-03-02T23:59Z', '2026-03-02T23:59Z'],
  ['at closing', week, denver, '2026-03-03T00:00Z', '2026-03-03T16:00Z'],
  ['at midnight by the clock of the library', week, denver, '2026-03-03T07:00Z', '2026-03-03T16:00Z'],
  ['on Friday night', week, denver, '2026-03-07T03:00Z', '2026-03-09T15:00Z'],
  ['on Saturday, over the change to summer time', week, denver, '2026-03-07T18:00Z', '2026-03-09T15:00Z'],
  ['on Sunday night', week, denver, '2026-03-09T05:30Z', '2026-03-09T15:00Z'],
  ['over the change to winter time', week, denver, '2026-10-31T18:00Z', '2026-11-02T16:00Z'],
  ['already Tuesday there', week, 'Pacific/Auckland', '2026-03-02T20:30Z', '2026-03-02T20:30Z'],
  ['still Sunday there', week, 'Pacific/Honolulu', '2026-03-02T09:30Z', '2026-03-02T19:00Z'],
  ['half an hour off', week, 'Asia/Kolkata', '2026-03-02T03:00Z', '2026-03-02T03:30Z'],
  ['three quarters off', week, 'Asia/Kathmandu', '2026-03-02T03:00Z', '2026-03-02T03:15Z'],
  ['in the middle of the day, closed', lunch, 'UTC', '2026-03-04T12:30Z', '2026-03-04T13:00Z'],
  ['a week until the one day', lunch, 'UTC', '2026-03-04T18:00Z', '2026-03-11T09:00Z'],
  ['until midnight', nights, 'UTC', '2026-03-08T23:59Z', '2026-03-08T23:59Z'],
  ['at midnight, closed', nights, 'UTC', '2026-03-09T00:00Z', '2026-03-15T20:00Z'],
  ['opening in the hour that is skipped', early, 'Europe/Berlin', '2026-03-29T00:00Z', '2026-03-29T01:00Z'],
  ['no hours at all', [], denver, '2026-03-07T03:00Z', '2026-03-07T03:00Z'],
];

const holidays = [
  { date: '2026-03-02', hours: [] },
  { date: '2026-03-03', hours: [{ opens: '13:00', closes: '15:00' }] },
];

describe('A reminder', () => {
  it.each(golden)('[A6] [F24] %s', (_why, hours, zone, at, then) => {
    expect(firstMoment({ intervals: hours }, zone, new Date(at))).toEqual(new Date(then));
  });

  it.each([
    ['on a holiday', '2026-03-02T18:00Z', '2026-03-03T20:00Z'],
    ['within the hours of that date alone', '2026-03-03T21:59Z', '2026-03-03T21:59Z'],
    ['after the hours of that date', '2026-03-03T22:00Z', '2026-03-04T16:00Z'],
  ])('[A6] [F24] %s goes by that date', (_why, at, then) => {
    const hours = { intervals: week, exceptions: holidays };
    expect(firstMoment(hours, denver, new Date(at))).toEqual(new Date(then));
  });
});
