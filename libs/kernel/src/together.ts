interface Waiting<I, O> {
  readonly item: I;
  readonly resolve: (answer: O) => void;
  readonly reject: (fault: unknown) => void;
}

/**
 * Does together what is asked for at about the same time: what comes while one batch is under way is the next batch. Of a
 * batch that fails each is done alone, so that none fails because of another.
 */
export class Together<I, O> {
  private waiting: Waiting<I, O>[] = [];
  private running = false;

  /** @param work on each item once, all or none; its answers are in the order of the items */
  constructor(
    private readonly work: (items: I[]) => Promise<O[]>,
    private readonly atMost = 100,
  ) {}

  /** @throws what the work on this item alone throws */
  add(item: I): Promise<O> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.running) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.waiting.length) await this.settle(this.waiting.splice(0, this.atMost));
    this.running = false;
  }

  private async settle(batch: readonly Waiting<I, O>[]): Promise<void> {
    try {
      const answers = await this.work(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, n) => resolve(answers[n]!));
    } catch (fault) {
      if (batch.length === 1) batch[0]!.reject(fault);
      else for (const one of batch) await this.settle([one]);
    }
  }
}
