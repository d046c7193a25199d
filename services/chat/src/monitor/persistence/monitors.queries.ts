import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Load } from '../domain/cap.js';
import { Monitor } from '../domain/monitor.js';
import { Monitors, type Cap } from './monitors.repository.js';

/** Another librarian on shift, as colleagues see him or her. */
export interface Colleague {
  id: string;
  name: string;
  institutionId: string;
  library: string | null;
  standing: 'available' | 'away';
  queueIds: string[];
  primaryQueueId: string | null;
  activeSessions: number;
  languages: string[];
}

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

  /** Who is on shift on one of the queues, with those of the queues they monitor. */
  async colleaguesOf(self: string, queueIds: string[], limit: number, after?: string): Promise<Colleague[]> {
    return this.db.query(
      `SELECT m.account_id AS id, m.name, m.institution_id AS "institutionId", i.name AS library, m.languages,
         CASE WHEN m.availability = 'available' AND m.vanished_at IS NULL THEN 'available' ELSE 'away' END AS standing,
         ARRAY(SELECT unnest(m.queue_ids) INTERSECT SELECT unnest($2::uuid[])) AS "queueIds",
         q.id AS "primaryQueueId",
         (SELECT count(*)::int FROM sessions s WHERE s.status = 'active' AND s.participants @>
            jsonb_build_array(jsonb_build_object('librarianId', m.account_id, 'leftAt', null))) AS "activeSessions"
       FROM monitors m LEFT JOIN directory_institutions i ON i.id = m.institution_id
         LEFT JOIN queues q ON q.owner_id = m.institution_id AND q.kind = 'library'
       WHERE m.availability <> 'offline' AND m.queue_ids && $2::uuid[] AND m.account_id <> $1
         AND ($3::uuid IS NULL OR m.account_id > $3)
       ORDER BY m.account_id LIMIT $4`,
      [self, queueIds, after ?? null, limit],
    );
  }

  /** As in the repository, outside any transaction: for display, not for decisions. */
  async loadOf(accountId: string, cap: Cap): Promise<Load> {
    return this.monitors.load(this.db.manager, accountId, cap);
  }

  /** The queues on which somebody is available. */
  async staffed(queueIds: string[]): Promise<Set<string>> {
    const rows = await this.db.query<{ id: string }[]>(
      `SELECT q.id FROM unnest($1::uuid[]) AS q(id) WHERE EXISTS (
         SELECT FROM monitors m WHERE m.availability = 'available' AND m.vanished_at IS NULL AND m.queue_ids @> ARRAY[q.id])`,
      [queueIds],
    );
    return new Set(rows.map((row) => row.id));
  }

  /** Accounts of a library that are on shift. */
  async onShiftAt(institutionId: string): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>(
      `SELECT account_id AS id FROM monitors
       WHERE institution_id = $1 AND availability <> 'offline' ORDER BY account_id`,
      [institutionId],
    );
    return rows.map(({ id }) => id);
  }
}
