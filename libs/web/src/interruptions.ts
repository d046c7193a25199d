const rememberedMs = 300_000;
/** For each stream that was interrupted of late; the time it takes to open one again. */
const apartMs = 5;
const leastMs = 3_000;

/**
 * When readers of interrupted streams are to come back. What interrupts one interrupts most (a database that is away or
 * overloaded), and opening them all again within seconds would keep it so: the more there were, the longer they are spread.
 */
export class Interruptions {
  private recent: { readonly at: number; count: number }[] = [];

  /** @returns milliseconds until the reader of one more interrupted stream is to come back */
  retryMs(now: number, random = Math.random()): number {
    const second = Math.floor(now / 1_000) * 1_000;
    const last = this.recent.at(-1);
    if (last?.at === second) last.count += 1;
    else {
      this.recent = this.recent.filter(({ at }) => at > now - rememberedMs);
      this.recent.push({ at: second, count: 1 });
    }
    const lately = this.recent.reduce((sum, { count }) => sum + count, 0);
    return Math.round(1_000 + random * Math.max(leastMs, lately * apartMs));
  }
}
