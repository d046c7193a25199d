import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Gauge, register } from 'prom-client';
import { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from './options.js';
import { RepeatedWarning } from './repeated-warning.js';
import { known, whenScraped } from './scraped.js';

/** A metric of the domain, counted in the service's own database. */
export interface DomainMetric {
  /** As Prometheus names it; ends in its unit where it has one. */
  readonly name: string;
  readonly help: string;
  /** Columns of the query that distinguish its rows. */
  readonly labels?: readonly string[];
  /** Answers rows with `value` and the labels; must be cheap, every replica asks it at each scrape. */
  readonly sql: string;
}

/** Exports the service's metrics on /metrics. All replicas report the same, so alert rules take the maximum. */
@Injectable()
export class DomainMetrics implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(DomainMetrics.name);
  private forget: () => void = () => undefined;
  private stopped = false;
  private readonly unknown = new RepeatedWarning(this.log);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    const { figures } = this.settings;
    this.forget = whenScraped(figures.map(gaugeOf), async () => {
      await Promise.all(figures.map((figure) => this.look(figure)));
    });
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    this.forget();
  }

  private async look(figure: DomainMetric): Promise<void> {
    if (this.stopped || !this.dataSource.isInitialized) return;
    const asked = this.dataSource.query(figure.sql);
    asked.catch((error: unknown) => {
      if (!this.stopped) this.unknown.warn(`${figure.name}: ${String(error)}`);
    });
    // An old value would look like a live one.
    this.show(figure, (await known(asked)) ?? []);
  }

  private show(figure: DomainMetric, rows: Record<string, unknown>[]): void {
    const gauge = gaugeOf(figure);
    gauge.reset();
    for (const { value, ...labels } of rows) gauge.set(labels as Record<string, string>, Number(value ?? 0));
  }
}

const gaugeOf = ({ name, help, labels = [] }: DomainMetric): Gauge =>
  (register.getSingleMetric(name) as Gauge | undefined) ?? new Gauge({ name, help, labelNames: [...labels] });
