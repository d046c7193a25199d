/** Things that start side by side. When one fails the others should stop waiting; the first fault is told. */
export class ParallelStart {
  private readonly faults: unknown[] = [];

  get failed(): boolean {
    return this.faults.length > 0;
  }

  /** Waits for all, so that nothing goes on starting behind the back of whoever tidies up. */
  async all(work: (Promise<void> | undefined)[]): Promise<void> {
    await Promise.all(work.map((one) => one?.catch((fault: unknown) => void this.faults.push(fault))));
    if (this.failed) throw this.faults[0];
  }
}
