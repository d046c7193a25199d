/** Runs work one at a time; calls during a run lead to one more run after it. */
export class Latest {
  private running = false;
  private again = false;

  constructor(private readonly work: () => Promise<void>) {}

  ask(): void {
    if (this.running) this.again = true;
    else void this.run();
  }

  private async run(): Promise<void> {
    this.running = true;
    try {
      do {
        this.again = false;
        await this.work();
      } while (this.again);
    } finally {
      this.running = false;
    }
  }
}
