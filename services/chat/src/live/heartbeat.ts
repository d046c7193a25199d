import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { MonitorsService } from '../monitor/monitors.service.js';
import { Lines } from '../transcript/persistence/lines.repository.js';
import { Live } from './live.js';

const EVERY_MS = 10_000;

/**
 * Looks at the database for every open stream of this replica: who follows the monitor is there, and a line whose
 * nudge was lost, or whose replica died between commit and nudge, is found.
 */
@Injectable()
export class Heartbeat implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(Heartbeat.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly live: Live,
    private readonly lines: Lines,
    private readonly monitors: MonitorsService,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.beat(), EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  async beat(): Promise<void> {
    try {
      const { sessions, desks } = this.live.followed();
      await this.monitors.seen([...desks].map((desk) => ({ id: desk.accountId, signIn: desk.signIn })));
      for (const [sessionId, lastSeq] of await this.lines.lastSeqs([...sessions.keys()])) {
        for (const listener of sessions.get(sessionId) ?? []) listener.atLeast(lastSeq);
      }
      for (const desk of desks) desk.changed();
    } catch (error) {
      // The database is away; the next beat looks again.
      this.log.warn(`no heartbeat: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
