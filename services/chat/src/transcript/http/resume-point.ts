import { Problem } from '@carrel/web';

/** The id of a stream event: a line's number, marked with the end of its session's id. */
export function resumePoint(sessionId: string, seq: number): string {
  return `${sessionId.slice(-12)}-${seq}`;
}

/**
 * The line a client has seen last, 0 for none: an event id of this stream or a line's number.
 * @throws Problem 400 for what is neither, 422 for another session's and for one after the last line
 */
export function readResumePoint(sessionId: string, lastSeq: number, point: string | undefined): number {
  if (point === undefined || point === '') return 0;
  const [, mark, digits] = /^(?:([0-9a-f]{12})-)?([0-9]{1,9})$/.exec(point) ?? [];
  if (digits === undefined) {
    throw new Problem(
      400,
      'malformed-cursor',
      'A resume point is an event id of this stream or a line number.',
    );
  }
  if (mark !== undefined && mark !== sessionId.slice(-12)) {
    throw new Problem(422, 'foreign-cursor', 'This resume point belongs to another session.');
  }
  const seq = Number(digits);
  if (seq > lastSeq) {
    throw new Problem(422, 'future-cursor', 'This resume point lies after the last line.', {
      facts: { lastSeq },
    });
  }
  return seq;
}
