import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Load } from '../domain/cap.js';
import { Monitor } from '../domain/monitor.js';
import { Monitors, type Cap } from './monitors.repository.js';

@Injectable()
export class MonitorsQueries {
  constructor(
    private readonly db: DataSource,
    private readonly monitors: Monitors,
  ) {}

  async of(accountId: string): Promise<Monitor | null> {
    return this.db.manager.findOneBy(Monitor, { accountId });
  }

  /** Who is available in the patron's group or on a queue of the session, by name. */
  async availableAround(session: { subscriptionGroupId: string; queueIds: string[] }): Promise<Monitor[]> {
    return this.db.manager
      .createQueryBuilder(Monitor, 'm')
      .where(`m.availability = 'available' AND m.vanished_at IS NULL`)
      .andWhere(
        '(m.subscription_group_id = :subscriptionGroupId OR m.queue_ids && :queueIds::uuid[])',
        session,
      )
      .orderBy('m.name')
      .addOrderBy('m.accountId')
      .take(200)
      .getMany();
  }

  /** As the repository's, outside any transaction: good enough to show, not to decide. */
  async loadOf(accountId: string, cap: Cap): Promise<Load> {
    return this.monitors.load(this.db.manager, accountId, cap);
  }

  /** Those of the queues on which somebody is available. */
  async staffed(queueIds: string[]): Promise<Set<string>> {
    const rows = await this.db.query<{ id: string }[]>(
      `SELECT q.id FROM unnest($1::uuid[]) AS q(id) WHERE EXISTS (
         SELECT FROM monitors m WHERE m.availability = 'available' AND m.vanished_at IS NULL AND m.queue_ids @> ARRAY[q.id])`,
      [queueIds],
    );
    return new Set(rows.map((row) => row.id));
  }

  /** Notes signs of life from the sign-in that holds the shift; who had vanished is returned, to be brought back. */
  async seen(librarians: { id: string; signIn: string }[], now: Date): Promise<string[]> {
    const [rows] = await this.db.query<[{ id: string; vanished: boolean }[], number]>(
      `UPDATE monitors m SET last_seen_at = $3
       FROM unnest($1::uuid[], $2::text[]) AS seen(id, sign_in)
       WHERE m.account_id = seen.id AND m.sign_in = seen.sign_in AND m.availability <> 'offline'
       RETURNING m.account_id AS id, m.vanished_at IS NOT NULL AS vanished`,
      [librarians.map((l) => l.id), librarians.map((l) => l.signIn), now],
    );
    return rows.filter((row) => row.vanished).map((row) => row.id);
  }
}
