import { v7 } from 'uuid';

let time = (): number => Date.now();
let last = { msecs: 0, seq: 0 };

/** From now on ids are made by this time (milliseconds), so that those of all replicas sort by when they were made. */
export function makeIdsBy(milliseconds: () => number): void {
  time = milliseconds;
}

/** A UUIDv7: ids sort by the time they were made, so that indexes grow at one end (RFC 9562). */
export function newId(): string {
  const now = Math.floor(time());
  // One process's ids sort in their order, also within a millisecond and when the time is set back.
  last = now > last.msecs ? { msecs: now, seq: randomStart() } : { msecs: last.msecs, seq: last.seq + 1 };
  return v7(last);
}

/** Of the 32 bits the upper one stays free to count in. */
const randomStart = (): number => Math.floor(Math.random() * 2 ** 31);
