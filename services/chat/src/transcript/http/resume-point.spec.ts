import { describe, expect, it } from '@jest/globals';
import { readResumePoint, resumePoint } from './resume-point.js';

const session = '019a0000-0000-7000-8000-0123456789ab';
const other = '019a0000-0000-7000-8000-ffffffffffff';
const refused = (code: string) => expect.objectContaining({ code });

describe('A resume point', () => {
  it('is the line that was seen last', () => {
    expect(readResumePoint(session, 9, resumePoint(session, 7))).toBe(7);
    expect(readResumePoint(session, 9, '7')).toBe(7);
    expect(readResumePoint(session, 9, undefined)).toBe(0);
  });

  it('is refused aloud when it is malformed, of another session or of the future (promise 11)', () => {
    for (const point of ['x', '-1', '1.5', '7;8', `${session}-1`]) {
      expect(() => readResumePoint(session, 9, point)).toThrow(refused('malformed-cursor'));
    }
    expect(() => readResumePoint(session, 9, resumePoint(other, 7))).toThrow(refused('foreign-cursor'));
    expect(() => readResumePoint(session, 9, '10')).toThrow(refused('future-cursor'));
  });
});
