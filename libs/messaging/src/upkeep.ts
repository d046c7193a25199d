import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Job } from './decorators.js';

const BATCH = 5_000;

/** Drops what no longer serves: sent events after 7 days, inbox rows once the stream has forgotten their events. */
@Injectable()
export class Upkeep {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  @Job('messaging-upkeep', { cron: '17 * * * *' })
  async run(): Promise<void> {
    await this.drop(
      'outbox',
      'position',
      `sent_at < now() - interval '7 days' and stored_at < now() - interval '7 days'`,
    );
    await this.drop('inbox', 'event_id', `handled_at < now() - interval '91 days'`);
    await this.drop('event_tries', 'event_id', `first_tried_at < now() - interval '91 days'`);
  }

  private async drop(table: string, key: string, condition: string): Promise<void> {
    for (let dropped = BATCH; dropped === BATCH;) {
      [, dropped] = await this.dataSource.query(
        `delete from ${table} where ${key} in (select ${key} from ${table} where ${condition} limit ${BATCH})`,
      );
    }
  }
}
