import { Clock } from '@carrel/kernel';
import { makeIdsBy } from '@carrel/messaging';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';

const lookEveryMs = 30_000;

/**
 * The time of the service's database, which all its replicas share and by which its jobs come due: what one of them wrote is
 * judged by the others, whose machines' clocks may be wrong. Between two looks it goes on by the machine's steady clock, so
 * that setting the machine's clock moves nothing.
 */
@Injectable()
export class DatabaseClock extends Clock implements OnModuleInit, OnModuleDestroy {
  private aheadMs = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async onModuleInit(): Promise<void> {
    await this.look();
    makeIdsBy(() => this.milliseconds());
    // While the database is away nothing is decided that its time would be needed for.
    this.timer = setInterval(() => void this.look().catch(() => undefined), lookEveryMs).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  override now(): Date {
    return new Date(this.milliseconds());
  }

  private milliseconds(): number {
    return steadyNow() + this.aheadMs;
  }

  /** What the database says was so at some time while it was asked: no more is corrected than is certain. */
  private async look(): Promise<void> {
    const asked = steadyNow();
    const [{ now }] = await this.dataSource.query<[{ now: string }]>(
      'SELECT extract(epoch FROM clock_timestamp()) * 1000 AS now',
    );
    const answered = steadyNow();
    this.aheadMs = Math.min(Math.max(this.aheadMs, Number(now) - answered), Number(now) - asked);
  }
}

const steadyNow = (): number => performance.timeOrigin + performance.now();
