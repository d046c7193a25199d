/** Runs work once at a time; however often it is asked for meanwhile, it runs once more after. */
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
