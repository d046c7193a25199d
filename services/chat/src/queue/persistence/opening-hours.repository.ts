import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OpeningHours } from '../domain/opening-hours.js';

@Injectable()
export class OpeningHoursOfQueues {
  constructor(private readonly db: DataSource) {}

  /** Queues without hours are left out: they are always open. */
  async of(queueIds: string[]): Promise<Map<string, OpeningHours>> {
    const rows = await this.db.query<({ id: string } & OpeningHours)[]>(
      'SELECT queue_id AS id, time_zone AS "timeZone", intervals FROM queue_hours WHERE queue_id = ANY($1::uuid[])',
      [queueIds],
    );
    return new Map(rows.map(({ id, ...hours }) => [id, hours]));
  }

  async keep(queueId: string, { timeZone, intervals }: OpeningHours, by: string): Promise<void> {
    await this.db.query(
      `INSERT INTO queue_hours (queue_id, time_zone, intervals, changed_by) VALUES ($1, $2, $3, $4)
       ON CONFLICT (queue_id) DO UPDATE SET time_zone = $2, intervals = $3, changed_by = $4, changed_at = now()`,
      [queueId, timeZone, JSON.stringify(intervals), by],
    );
  }

  async drop(queueId: string): Promise<void> {
    await this.db.query('DELETE FROM queue_hours WHERE queue_id = $1', [queueId]);
  }
}
