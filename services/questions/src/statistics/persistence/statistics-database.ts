import { postgresUrl, readConfig } from '@carrel/messaging';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';

/** Where statistics are read: a read replica of the service's database when STATISTICS_DATABASE_URL names one. */
@Injectable()
export class StatisticsDatabase implements OnApplicationShutdown {
  private readonly log = new Logger(StatisticsDatabase.name);
  private readonly replica: pg.Pool | undefined;
  private warned = false;

  constructor(private readonly own: DataSource) {
    const { STATISTICS_DATABASE_URL: connectionString } = readConfig({
      STATISTICS_DATABASE_URL: postgresUrl({ default: '' }),
    });
    if (!connectionString) return;
    this.replica = new pg.Pool({ connectionString, max: 8, connectionTimeoutMillis: 3_000 });
    this.replica.on('error', () => undefined);
  }

  /** Reads; from the service's own database while the replica is away or takes the question back. */
  async query<T>(text: string, values: unknown[]): Promise<T> {
    if (this.replica) {
      try {
        const { rows } = await this.replica.query(text, values);
        this.warned = false;
        return rows as T;
      } catch (error) {
        if (!isOfTheReplica(error)) throw error;
        if (!this.warned)
          this.log.warn(`statistics are read from the service's own database: ${String(error)}`);
        this.warned = true;
      }
    }
    return this.own.query<T>(text, values);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.replica?.end();
  }
}

/** No connection, a server that ends, or one that must go on replaying (PostgreSQL, appendix A: 08, 40, 57). */
function isOfTheReplica(error: unknown): boolean {
  const { code } = error as { code?: string };
  return !code || !/^[0-9A-Z]{5}$/.test(code) || /^(08|40|57)/.test(code);
}
