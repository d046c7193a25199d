import { describe, expect, it } from '@jest/globals';
import { newId } from '@carrel/messaging';
import { markOf, pointOf, readPoint } from './resume-point.js';
import { idAt, mustBePast } from './staff-stream.js';

describe('The place in the stream of staff', () => {
  const [chat, talk] = [newId(), newId()];
  const place = { notice: 17, talk, lines: new Map([[markOf(chat), 42]]) };

  it('is read back from the id of an event as it was', () => {
    expect(readPoint(pointOf(place))).toEqual(place);
    const empty = { notice: 0, talk: null, lines: new Map<string, number>() };
    expect(readPoint(pointOf(empty))).toEqual(empty);
  });

  it('is refused when it is none, with a code', () => {
    for (const point of ['nonsense', '1', '1.x', `1.-.${markOf(chat)}`, '-1.-', `${'1'.repeat(11)}.-`])
      expect(() => readPoint(point)).toThrow(expect.objectContaining({ code: 'malformed-cursor' }));
  });

  it('is refused when nothing has come to it yet', () => {
    const now = Date.now();
    expect(() => mustBePast(place, { notice: 17, now })).not.toThrow();
    const ahead = { ...place, talk: idAt(now + 3_600_000) };
    for (const [there, notice] of [
      [place, 16],
      [ahead, 17],
    ] as const)
      expect(() => mustBePast(there, { notice, now })).toThrow(
        expect.objectContaining({ code: 'future-cursor' }),
      );
  });
});
