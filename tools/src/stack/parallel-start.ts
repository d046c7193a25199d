/** Starts things in parallel. When one fails the others stop waiting, and the first error is thrown. */
export class ParallelStart {
  private readonly faults: unknown[] = [];

  get failed(): boolean {
    return this.faults.length > 0;
  }

  /** Waits for all, so that nothing is still starting when the caller cleans up. */
  async all(work: (Promise<void> | undefined)[]): Promise<void> {
    await Promise.all(work.map((one) => one?.catch((fault: unknown) => void this.faults.push(fault))));
    if (this.failed) throw this.faults[0];
  }
}
