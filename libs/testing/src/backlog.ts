/** Things that arrive by themselves and are waited for one by one. */
export class Backlog<T> {
  private readonly arrived: T[] = [];
  private readonly taken = new Set<T>();
  private waiting: (() => void)[] = [];

  constructor(private readonly nameOf: (item: T) => string) {}

  add(item: T): void {
    this.arrived.push(item);
    for (const wake of this.waiting.splice(0)) wake();
  }

  all(): readonly T[] {
    return [...this.arrived];
  }

  /** Takes the first that matches and was not taken before, waiting at most `ms`. */
  async next<S extends T>(matches: (item: T) => boolean, what: string, ms = 60_000): Promise<S> {
    for (const until = Date.now() + ms; ;) {
      const found = this.arrived.find((item) => !this.taken.has(item) && matches(item));
      if (found !== undefined) {
        this.taken.add(found);
        return found as S;
      }
      const left = until - Date.now();
      if (left <= 0) break;
      await this.arrival(left);
    }
    const seen = this.arrived.map((item) => this.nameOf(item) + (this.taken.has(item) ? ' (taken)' : ''));
    throw new Error(`No such ${what} within ${ms} ms. There were: ${seen.join(', ') || 'none'}`);
  }

  private arrival(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
