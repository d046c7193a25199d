import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A question whose deadline may have passed, and who would be notified. */
export interface Due {
  readonly id: string;
  readonly at: string;
  readonly homeId: string;
  readonly turnId: string | null;
}
export type After = readonly [at: string, id: string] | null;

const dayMs = 86_400_000;

/** Questions past a deadline, a few hundred at once; each condition has its own partial index. */
@Injectable()
export class DeadlinesQueries {
  constructor(private readonly db: DataSource) {}

  dueSoon(now: Date, after: After): Promise<Due[]> {
    const open = 'due_at IS NOT NULL AND archived_at IS NULL AND due_soon_told_for IS DISTINCT FROM due_at';
    return this.until('due_at', new Date(now.getTime() + dayMs), open, after);
  }

  overdue(now: Date, after: After): Promise<Due[]> {
    const open = 'due_at IS NOT NULL AND archived_at IS NULL AND overdue_told_for IS DISTINCT FROM due_at';
    return this.until('due_at', now, open, after);
  }

  soonArchived(quietSince: Date, after: After): Promise<Due[]> {
    const open = `due_at IS NOT NULL AND archived_at IS NULL
      AND archive_warned_for IS DISTINCT FROM last_activity_at`;
    return this.until('last_activity_at', quietSince, open, after);
  }

  quiet(quietSince: Date, after: After): Promise<Due[]> {
    return this.until('last_activity_at', quietSince, 'archived_at IS NULL', after);
  }

  /** Column and condition come from this file alone. */
  private until(column: string, time: Date, condition: string, after: After): Promise<Due[]> {
    return this.db.query<Due[]>(
      `SELECT q.id, q.at::text AS at, q.home_institution_id AS "homeId", h.institution_id AS "turnId"
       FROM (
         SELECT id, ${column} AS at, home_institution_id FROM questions
         WHERE ${condition} AND ${column} <= $1
           AND (${column}, id) > (coalesce($2::timestamptz, '-infinity'),
             coalesce($3::uuid, '00000000-0000-0000-0000-000000000000'))
         ORDER BY ${column}, id LIMIT 200
       ) q
       LEFT JOIN holdings h ON h.question_id = q.id
         AND (h.status = 'new' OR (h.status = 'pending' AND h.waiting_on <> 'library'))
       ORDER BY q.at, q.id`,
      [time, after?.[0] ?? null, after?.[1] ?? null],
    );
  }
}
