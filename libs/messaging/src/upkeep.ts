import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Job } from './decorators.js';

const BATCH = 5_000;

/** Deletes obsolete rows: sent events after 7 days, inbox rows once the stream has forgotten their events. */
@Injectable()
export class Upkeep {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  @Job('messaging-upkeep', { cron: '17 * * * *' })
  async run(): Promise<void> {
    await this.drop(
      'outbox',
      `sent_at < now() - interval '7 days' and stored_at < now() - interval '7 days'`,
    );
    await this.drop('inbox', `handled_at < now() - interval '91 days'`);
    await this.drop('event_tries', `first_tried_at < now() - interval '91 days'`);
  }

  /** By row, as the key of a table may have more than one column; another replica may drop some of a batch meanwhile. */
  private async drop(table: string, condition: string): Promise<void> {
    for (let dropped = 1; dropped > 0;) {
      [, dropped] = await this.dataSource.query(
        `delete from ${table} where ctid = any(array(select ctid from ${table} where ${condition} limit ${BATCH}))
           and ${condition}`,
      );
    }
  }
}
