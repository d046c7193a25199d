import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Status } from '../../question/domain/holding.js';

export interface Counted {
  readonly status: Status;
  readonly referred: boolean;
  readonly all: number;
  readonly mine: number;
}

/** How many questions each list holds, for a home page (R69). */
@Injectable()
export class CountsQueries {
  constructor(private readonly db: DataSource) {}

  byStatus(institutionId: string, accountId: string, withoutOthersChats: boolean): Promise<Counted[]> {
    return this.db.query<Counted[]>(
      `SELECT status, referred, count(*)::int AS all,
         count(*) FILTER (WHERE assignee_id = $2)::int AS mine
       FROM holdings
       WHERE institution_id = $1 AND status IS NOT NULL AND archived_at IS NULL
         AND only_chatted = ANY ($3)
       GROUP BY status, referred`,
      [institutionId, accountId, withoutOthersChats ? [false] : [false, true]],
    );
  }

  async due(institutionId: string, now: Date, soon: Date): Promise<{ overdue: number; dueSoon: number }> {
    const [row] = await this.db.query<{ overdue: number; dueSoon: number }[]>(
      `SELECT count(*) FILTER (WHERE q.due_at <= $2)::int AS overdue,
         count(*) FILTER (WHERE q.due_at > $2 AND q.due_at <= $3)::int AS "dueSoon"
       FROM holdings h JOIN questions q ON q.id = h.question_id
       WHERE h.institution_id = $1 AND h.status IN ('new', 'pending') AND h.archived_at IS NULL`,
      [institutionId, now, soon],
    );
    return row!;
  }

  async pooled(libraries: readonly string[]): Promise<number> {
    const [row] = await this.db.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM questions
       WHERE home_institution_id = ANY ($1) AND pooled AND archived_at IS NULL`,
      [libraries],
    );
    return row!.n;
  }
}
