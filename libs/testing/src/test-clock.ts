import { Clock } from '@carrel/kernel';

/** A clock that stands still until a test moves it. */
export class TestClock extends Clock {
  constructor(private time: Date = new Date('2026-03-02T10:00:00.000Z')) {
    super();
  }

  override now(): Date {
    return new Date(this.time);
  }

  set(time: Date | string): void {
    this.time = new Date(time);
  }

  /** Moves on by so many milliseconds. */
  advance(ms: number): void {
    this.time = new Date(this.time.getTime() + ms);
  }
}

/** The real time, moved on by as much as a test asks for. */
export class ClockAhead extends Clock {
  private aheadMs = 0;

  override now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }

  advance(ms: number): void {
    this.aheadMs += ms;
  }
}
