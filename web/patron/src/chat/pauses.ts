/** Pauses that end at once when the network or the reader comes back. */
export class Pauses {
  private readonly resting = new Set<() => void>();
  stopped = false;

  start(): void {
    addEventListener('online', this.again);
    document.addEventListener('visibilitychange', this.again);
  }

  stop(): void {
    this.stopped = true;
    removeEventListener('online', this.again);
    document.removeEventListener('visibilitychange', this.again);
    this.again();
  }

  rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const up = () => {
        clearTimeout(timer);
        this.resting.delete(up);
        resolve();
      };
      const timer = setTimeout(up, ms);
      this.resting.add(up);
    });
  }

  private readonly again = (): void => {
    if (document.visibilityState !== 'visible' && !this.stopped) return;
    for (const up of [...this.resting]) up();
  };
}
