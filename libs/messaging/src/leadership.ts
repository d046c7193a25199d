import type { EventEmitter } from 'node:events';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type QueryRunner } from 'typeorm';
import { SETTINGS, type Settings } from './options.js';
import { RepeatedWarning } from './repeated-warning.js';

export const LEADER_LOCK = 0x6361_0002;
const TRY_MS = 1_000;

export interface LeaderEvents {
  gained(): void;
  lost(): void;
  /** Called repeatedly while this replica is the leader. */
  confirmed(): void;
}

/**
 * Lets one replica of a service handle events, so that an aggregate's events are in one queue. The lock lives in
 * an open transaction on a connection of its own: a crash frees it at once, a pause of the process after a few seconds.
 * The transaction writes nothing and holds no snapshot, so it holds back no vacuum.
 */
@Injectable()
export class Leadership {
  private readonly log = new Logger(Leadership.name);
  private readonly lost = new RepeatedWarning(this.log);
  private runner: QueryRunner | undefined;
  private loop: Promise<void> | undefined;
  private stopped = false;
  private wakeUp: () => void = () => undefined;
  private confirmedAt = 0;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Whether this process leads, or another was seen to: then events are handled by someone. */
  someoneLeads = false;

  get leads(): boolean {
    return this.runner !== undefined;
  }

  /**
   * Whether this process certainly leads at this moment; false at once after it was paused. The lock outlasts the
   * last question by `silenceMs`; the lead is trusted for less, counted from before the question was sent.
   */
  get leadsForSure(): boolean {
    return this.leads && Date.now() - this.confirmedAt < this.settings.silenceMs * 0.8;
  }

  /** Tries to become leader until stopped; reports every gain and loss. */
  start(events: LeaderEvents): void {
    this.loop ??= this.compete(events);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wakeUp();
    await this.loop;
  }

  private async compete(events: LeaderEvents): Promise<void> {
    while (!this.stopped) {
      try {
        const runner = await this.lead();
        if (runner) {
          this.runner = runner;
          await runner.connect().then((client: EventEmitter) => client.once('error', () => this.wakeUp()));
          events.gained();
          await this.hold(runner, events);
        }
      } catch (error) {
        this.someoneLeads = false;
        if (this.runner) this.lost.warn(`the lead is lost: ${String(error)}`);
      }
      if (this.runner) {
        const runner = this.runner;
        this.runner = undefined;
        events.lost();
        await endSession(runner);
      }
      if (!this.stopped) await this.pause(TRY_MS);
    }
  }

  private async lead(): Promise<QueryRunner | undefined> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const asked = Date.now();
      await runner.startTransaction();
      const [{ got }] = await runner.query(
        `select pg_try_advisory_xact_lock($1) as got, set_config('idle_in_transaction_session_timeout', $2, true)`,
        [LEADER_LOCK, String(this.settings.silenceMs)],
      );
      this.someoneLeads = true;
      this.confirmedAt = asked;
      if (got) return runner;
    } catch (error) {
      await endSession(runner);
      throw error;
    }
    await endSession(runner);
    return undefined;
  }

  private async hold(runner: QueryRunner, events: LeaderEvents): Promise<void> {
    // Before the lead is no longer trusted, so that a late answer does not cost it.
    const everyMs = this.settings.silenceMs * 0.5;
    while (!this.stopped) {
      await this.pause(everyMs);
      const asked = Date.now();
      await runner.query('select 1');
      this.confirmedAt = asked;
      events.confirmed();
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

async function endSession(runner: QueryRunner): Promise<void> {
  if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
  await runner.release().catch(() => undefined);
}
