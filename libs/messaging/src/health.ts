import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import { Nats } from './connection.js';
import { Consumption } from './consumption.js';
import { Jobs } from './jobs.js';
import { metrics } from './metrics.js';
import { SETTINGS, type Settings } from './options.js';
import { known, whenScraped } from './scraped.js';
import { EventStream } from './stream.js';

/** How messaging stands, for the readiness page. */
export interface MessagingStatus {
  nats: boolean;
  /** Why the NATS server is refused, when it is. */
  refusal?: string;
  /** Seconds the oldest unsent event has waited; null while the database does not say. */
  relayLagSeconds: number | null;
  consumer: boolean;
  jobs: boolean;
}

@Injectable()
export class MessagingHealth implements OnApplicationBootstrap, OnApplicationShutdown {
  private forget: () => void = () => undefined;

  constructor(
    private readonly nats: Nats,
    private readonly stream: EventStream,
    private readonly consumption: Consumption,
    private readonly jobs: Jobs,
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    const { unsent, dead, lag, consumerLag, consumersUnavailable } = metrics;
    this.forget = whenScraped([unsent, dead, lag, consumerLag, consumersUnavailable], () => this.look());
  }

  onApplicationShutdown(): void {
    this.forget();
  }

  async status(): Promise<MessagingStatus> {
    const lag = await this.lag().catch(() => null);
    const { refusal } = this.stream;
    return {
      nats: this.nats.connected && !refusal,
      ...(refusal ? { refusal } : {}),
      relayLagSeconds: lag,
      consumer: this.consumption.healthy,
      jobs: this.jobs.healthy,
    };
  }

  private async lag(): Promise<number> {
    const [row] = await this.dataSource.query(
      `select extract(epoch from clock_timestamp() - stored_at) as seconds from outbox
       where sent_at is null order by position limit 1`,
    );
    return Number(row?.seconds ?? 0);
  }

  private async look(): Promise<void> {
    if (!this.dataSource.isInitialized) return;
    const { service } = this.settings;
    const [stored, lag, waiting] = await Promise.all([
      known(this.stored()),
      known(this.lag()),
      known(this.consumption.lag()),
    ]);
    metrics.consumersUnavailable.set({ service }, this.consumption.healthy ? 0 : 1);
    this.show(metrics.unsent, stored?.unsent);
    this.show(metrics.dead, stored?.dead);
    this.show(metrics.lag, lag);
    this.show(metrics.consumerLag, waiting);
  }

  /** What is not known is absent: an old figure would look like a live one. */
  private show(gauge: Gauge, value: number | undefined): void {
    const { service } = this.settings;
    if (value === undefined) gauge.remove({ service });
    else gauge.set({ service }, value);
  }

  private async stored(): Promise<{ unsent: number; dead: number }> {
    const [row] = await this.dataSource.query(
      `select (select count(*) from outbox where sent_at is null)::int as unsent,
              (select count(*) from dead_letters where requeued_at is null)::int as dead`,
    );
    return row;
  }
}
