/** How often one and the same warning is written while its cause lasts. */
const EVERY_MS = 5 * 60_000;
/** More different ones than this are forgotten, so that texts with ids in them do not pile up. */
const MOST_REMEMBERED = 50;

interface Written {
  at: number;
  since: number;
}

/**
 * Writes a warning that may come again many times a second: at once the first time, then once in five minutes with how
 * many were left out.
 */
export class RepeatedWarning {
  private readonly written = new Map<string, Written>();

  constructor(
    private readonly log: { warn(message: string): void },
    private readonly now: () => number = Date.now,
  ) {}

  warn(message: string): void {
    const now = this.now();
    const last = this.written.get(message);
    if (last && now - last.at < EVERY_MS) {
      last.since += 1;
      return;
    }
    if (this.written.size >= MOST_REMEMBERED) this.written.clear();
    this.written.set(message, { at: now, since: 0 });
    this.log.warn(last?.since ? `${message} (${last.since} times more since the last such line)` : message);
  }

  /** What was warned of is over: the next warning is written at once. */
  over(): void {
    this.written.clear();
  }
}
