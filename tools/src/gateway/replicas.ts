const LEFT_OUT_MS = 2_000;

/** Where the replicas of one service listen, taken in turn. */
export class Replicas {
  private turn = 0;
  private readonly refusedUntil = new Map<string, number>();

  constructor(private readonly origins: readonly string[]) {
    if (origins.length === 0) throw new Error('A service listens somewhere.');
  }

  /** The next one; who lately took no connection is left out while there are others. */
  take(): string {
    const now = Date.now();
    const taking = this.origins.filter((origin) => (this.refusedUntil.get(origin) ?? 0) < now);
    const among = taking.length > 0 ? taking : this.origins;
    return among[this.turn++ % among.length]!;
  }

  refused(origin: string): void {
    this.refusedUntil.set(origin, Date.now() + LEFT_OUT_MS);
  }
}
