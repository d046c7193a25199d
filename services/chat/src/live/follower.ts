interface Numbered {
  readonly seq: number;
}

/** Lines that came early are kept up to so many; what is dropped is read again. */
const EARLY_AT_MOST = 256;

/**
 * Brings one reader every line once and in order, whatever the nudges do: lost, doubled, early, late or ahead of
 * a gap. A line that does not come by itself is read. Listening starts before the first read, so nothing falls
 * between (promise 11).
 */
export class Follower<L extends Numbered> {
  private readonly early = new Map<number, L>();
  private wanted: number;
  private running = false;
  private run = Promise.resolve();

  constructor(
    private sent: number,
    /** Lines after this number, in order; fewer than there are is fine, none means there are none. */
    private readonly read: (after: number) => Promise<L[]>,
    /** False when the reader is gone; a promise holds the next line back until the reader has taken this one. */
    private readonly deliver: (line: L) => boolean | Promise<boolean>,
  ) {
    this.wanted = sent;
  }

  /** The number of the last line that was delivered. */
  get last(): number {
    return this.sent;
  }

  push(line: L): void {
    if (line.seq <= this.sent) return;
    if (this.early.size < EARLY_AT_MOST) this.early.set(line.seq, line);
    void this.upTo(line.seq);
  }

  /** The line with this number is known to exist; settles when everything up to it is delivered. */
  upTo(seq: number): Promise<void> {
    this.wanted = Math.max(this.wanted, seq);
    if (!this.running) this.run = this.catchUp();
    return this.run;
  }

  private async catchUp(): Promise<void> {
    this.running = true;
    try {
      while (this.sent < this.wanted) {
        const next = this.early.get(this.sent + 1);
        const lines = next ? [next] : await this.read(this.sent);
        // What was announced and cannot be read was never committed.
        if (lines.length === 0) this.wanted = this.sent;
        for (const line of lines) if (line.seq === this.sent + 1 && !(await this.pass(line))) return;
      }
    } finally {
      // In the same turn as the last look at `wanted`: a line heard from here on starts a new run.
      this.running = false;
    }
  }

  private async pass(line: L): Promise<boolean> {
    this.early.delete(line.seq);
    this.sent = line.seq;
    return this.deliver(line);
  }
}
