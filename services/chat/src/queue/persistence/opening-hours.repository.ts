import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import type { OpeningHours } from '../domain/opening-hours.js';

@Injectable()
export class OpeningHoursOfQueues {
  constructor(private readonly db: DataSource) {}

  /** Queues without hours are left out: they are always open. */
  async of(queueIds: string[]): Promise<Map<string, OpeningHours>> {
    const rows = await this.db.query<({ id: string } & OpeningHours)[]>(
      'SELECT queue_id AS id, time_zone AS "timeZone", intervals, exceptions FROM queue_hours WHERE queue_id = ANY($1::uuid[])',
      [queueIds],
    );
    return new Map(rows.map(({ id, ...hours }) => [id, hours]));
  }

  /** How often the queue's hours were changed; 0 while they never were. */
  async versionOf(queueId: string, manager: EntityManager = this.db.manager): Promise<number> {
    const [row] = await manager.query<{ version: number }[]>(
      'SELECT version FROM queue_hours_versions WHERE queue_id = $1',
      [queueId],
    );
    return row?.version ?? 0;
  }

  /** The next version, locked until the transaction ends. */
  async nextVersion(manager: EntityManager, queueId: string): Promise<number> {
    const [row] = await manager.query<{ version: number }[]>(
      `INSERT INTO queue_hours_versions (queue_id, version) VALUES ($1, 1)
       ON CONFLICT (queue_id) DO UPDATE SET version = queue_hours_versions.version + 1 RETURNING version`,
      [queueId],
    );
    return row!.version;
  }

  async keep(
    manager: EntityManager,
    queueId: string,
    { timeZone, intervals, exceptions = [] }: OpeningHours,
    by: string,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO queue_hours (queue_id, time_zone, intervals, changed_by, exceptions)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (queue_id) DO UPDATE SET time_zone = $2, intervals = $3, exceptions = $5, changed_by = $4,
         changed_at = now()`,
      [queueId, timeZone, JSON.stringify(intervals), by, JSON.stringify(exceptions)],
    );
  }

  async drop(manager: EntityManager, queueId: string): Promise<void> {
    await manager.query('DELETE FROM queue_hours WHERE queue_id = $1', [queueId]);
  }
}
