import { setTimeout as sleep } from 'node:timers/promises';
import type { Ending } from '../program.js';

/** A process the stack has started, whatever it is. */
export interface Running {
  readonly pid: number;
  readonly ended: Promise<Ending>;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

const longer = (pause: number) => Math.min(Math.max(pause * 2, 500), 15_000);

/** Keeps one process running: when it dies by itself it is started again, with growing pauses. */
export class Supervised {
  private current: Running | undefined;
  private wanted = false;
  private keeper: Promise<void> | undefined;
  private breakOff = new AbortController();

  constructor(
    readonly name: string,
    private readonly launch: () => Promise<Running>,
    private readonly say: (line: string) => void,
  ) {}

  get pid(): number | undefined {
    return this.current?.pid;
  }

  /** Starts it; rejects when this first start does not work. */
  async start(): Promise<void> {
    if (this.wanted) return;
    this.wanted = true;
    this.breakOff = new AbortController();
    try {
      this.current = await this.launch();
    } catch (error) {
      this.wanted = false;
      throw error;
    }
    this.keeper = this.keep(this.current);
  }

  /** SIGKILL; it stays down until start(). */
  kill(): Promise<void> {
    return this.end((running) => running.kill());
  }

  stop(): Promise<void> {
    return this.end((running) => running.stop());
  }

  private async end(how: (running: Running) => Promise<void>): Promise<void> {
    this.wanted = false;
    this.breakOff.abort();
    if (this.current) await how(this.current);
    await this.keeper;
    this.current = undefined;
  }

  private async keep(first: Running): Promise<void> {
    let running = first;
    for (let pause = 0; ;) {
      const since = Date.now();
      const { code, signal } = await running.ended;
      if (!this.wanted) return;
      pause = Date.now() - since > 60_000 ? 0 : longer(pause);
      this.say(`${this.name} ended by itself (${signal ?? `exit code ${code}`}); starting it again`);
      const next = await this.startAgain(pause);
      if (!next) return;
      running = this.current = next;
    }
  }

  private async startAgain(firstPause: number): Promise<Running | undefined> {
    for (let pause = firstPause; ; pause = longer(pause)) {
      await sleep(pause, undefined, { signal: this.breakOff.signal }).catch(() => {});
      if (!this.wanted) return undefined;
      try {
        const running = await this.launch();
        if (this.wanted) {
          this.say(`${this.name} runs again`);
          return running;
        }
        // stop() or kill() came while it was starting.
        await running.kill();
        return undefined;
      } catch (error) {
        this.say(`${this.name} does not start: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
}
