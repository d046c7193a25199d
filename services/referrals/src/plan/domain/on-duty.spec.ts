import { describe, expect, it } from '@jest/globals';
import { aCell, anException, aVersion } from '../../../test/a-rota.js';
import { OnDuty, type Standing } from './on-duty.js';
import { keyOf } from './slots.js';

const monday = 1;
const cells = [
  aCell(monday, '09:00', '13:00', 'aspen'),
  aCell(monday, '13:00', '17:00', 'birch', { bestEffort: true }),
  ...[1, 2, 3, 4, 5, 6].map((day) => aCell(day, '00:00', '24:00', 'cedar', { lane: 'law' })),
];
const lanes = [{ key: 'law', name: 'Law', subjects: ['legal-research'] }];
const standing = (more: Partial<Standing> = {}, version = {}): Standing => ({
  versions: [aVersion({ cells, lanes, substitutes: ['dogwood', 'elm'], ...version })],
  timeZone: 'America/Denver',
  takenOver: new Map(),
  able: new Set(['aspen', 'birch', 'cedar', 'dogwood', 'elm']),
  ...more,
});
// Monday 1 June 2026 in Denver is UTC-6.
const at = (time: string) => new Date(`2026-06-01T${time}:00Z`);
const offered = (state: Standing, time: string, ...subjects: string[]) => {
  const offer = new OnDuty(state, at(time)).offer(subjects);
  return offer && `${offer.institutionId} by ${offer.because}${offer.lane ? ` in ${offer.lane}` : ''}`;
};

describe('A question in Shared Followup', () => {
  it('[R87] is offered first to the library on duty, with the reason', () => {
    expect(offered(standing(), '15:00')).toBe('aspen by rota');
    expect(offered(standing(), '18:59')).toBe('aspen by rota');
    expect(offered(standing(), '19:00')).toBe('birch by best-effort');
    expect(offered(standing(), '23:00')).toBeNull();
  });

  it('[R88] on law goes to the law library at any time of day, whoever has the grid', () => {
    expect(offered(standing(), '15:00', 'research', 'law')).toBe('cedar by rota in law');
    expect(offered(standing(), '15:00', 'legal-research')).toBe('cedar by rota in law');
    expect(offered(standing(), '23:00', 'law')).toBe('cedar by rota in law');
    expect(offered(standing(), '15:00', 'circulation')).toBe('aspen by rota');
    // Sunday is left blank in the lane, and there is nothing in the grid.
    expect(new OnDuty(standing(), new Date('2026-06-07T15:00:00Z')).offer(['law'])).toBeNull();
  });

  it('[R91] goes to whoever covers or swapped, as long as the rota still names the library covered', () => {
    const key = keyOf({ lane: null, from: at('15:00') });
    const covered = new Map([[key, { of: 'aspen', by: 'elm', because: 'cover' as const }]]);
    expect(offered(standing({ takenOver: covered }), '15:00')).toBe('elm by cover');
    const renamed = { cells: [aCell(monday, '09:00', '13:00', 'birch')] };
    expect(offered(standing({ takenOver: covered }, renamed), '15:00')).toBe('birch by rota');
  });

  it('[R90] goes to the substitutes in their order when the library cannot, or nobody is named yet', () => {
    const gone = (...libraries: string[]) => standing({ able: new Set(libraries) });
    expect(offered(gone('birch', 'dogwood', 'elm'), '15:00')).toBe('dogwood by substitute');
    expect(offered(gone('birch', 'elm'), '15:00')).toBe('elm by substitute');
    expect(offered(gone('birch'), '15:00')).toBeNull();
    const nobody = { exceptions: [anException('2026-06-01', '09:00', '13:00', null)] };
    expect(offered(standing({}, nobody), '15:00')).toBe('dogwood by substitute');
  });

  it('[R89] is not pressed on substitutes while a best-effort library is away', () => {
    expect(offered(standing({ able: new Set(['dogwood']) }), '19:00')).toBeNull();
  });
});
