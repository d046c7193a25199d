import { Refusal } from '@carrel/kernel';
import type { EventStream } from '@carrel/web';
import { Latest } from '../../live/latest.js';
import type { DeskListener } from '../../live/live.js';
import type { DeskDto } from './monitor.dto.js';

/** One librarian's stream: the desk whole, at the start and whenever something on it is new. */
export class DeskStream implements DeskListener {
  queueIds: readonly string[] = [];
  private shown = '';
  private readonly state = new Latest(() => this.show());

  constructor(
    private readonly stream: EventStream,
    readonly accountId: string,
    readonly signIn: string,
    /** The desk as long as this sign-in holds the shift; refused from then on. */
    private readonly desk: () => Promise<DeskDto>,
  ) {}

  changed(): void {
    this.state.ask();
  }

  receiveTalk(talk: object): void {
    this.stream.send({ event: 'talk', data: talk });
  }

  private async show(): Promise<void> {
    try {
      const desk = await this.desk();
      this.queueIds = desk.monitor.queueIds;
      // A heartbeat alone sends nothing.
      const data = JSON.stringify({ ...desk, monitor: { ...desk.monitor, lastSeenAt: null } });
      if (data !== this.shown) this.stream.send({ id: 'desk', event: 'desk', data });
      this.shown = data;
    } catch (error) {
      if (error instanceof Refusal) this.stream.close(error.code);
      else this.stream.interrupt();
    }
  }
}
