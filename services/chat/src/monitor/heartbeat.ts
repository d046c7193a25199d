import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '@carrel/kernel';
import { RepeatedWarning } from '@carrel/messaging';
import { MonitorsService } from './monitors.service.js';
import { Lines } from '../lines/persistence/lines.repository.js';
import { Sessions } from '../session/persistence/sessions.repository.js';
import { Live, type SessionListener } from '../live/live.js';
import { Presence } from '../live/presence.js';

const EVERY_MS = 10_000;

/**
 * Records who has called, and reads the database for every open stream of this replica: a line whose nudge was
 * lost, or whose replica died between commit and nudge, is found, and so is what time alone has changed.
 */
@Injectable()
export class Heartbeat implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly failing = new RepeatedWarning(new Logger(Heartbeat.name));
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly live: Live,
    private readonly lines: Lines,
    private readonly monitors: MonitorsService,
    private readonly sessions: Sessions,
    private readonly presence: Presence,
    private readonly clock: Clock,
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
      await this.noteSigns(sessions);
      for (const signs of await this.lines.signs([...sessions.keys()])) {
        for (const listener of sessions.get(signs.id) ?? []) {
          listener.atLeast(signs.lastSeq);
          listener.look?.(signs);
        }
      }
      for (const desk of desks) desk.changed();
      this.failing.over();
    } catch (error) {
      // The database is unavailable; the next heartbeat tries again.
      this.failing.warn(`no heartbeat: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private async noteSigns(followed: ReadonlyMap<string, ReadonlySet<SessionListener>>): Promise<void> {
    for (const [sessionId, listeners] of followed) {
      for (const { tokenHash } of listeners) {
        if (tokenHash) this.presence.patronIsHere({ sessionId, tokenHash });
      }
    }
    const { librarians, patrons } = this.presence.take();
    try {
      await this.monitors.seen(librarians);
      if (patrons.length > 0) await this.sessions.patronsSeen(patrons, this.clock.now());
    } catch (error) {
      this.presence.putBack({ librarians, patrons });
      throw error;
    }
  }
}
