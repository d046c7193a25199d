import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export const doings = ['reading', 'answering', 'writing'] as const;

/** Somebody who looks at a question, or writes about it, at this moment. */
export interface Presence {
  readonly accountId: string;
  readonly institutionId: string;
  readonly doing: (typeof doings)[number];
  readonly since: Date;
}

/** Signs of life at questions: they say nothing once they are old, and are lost when the database falls. */
@Injectable()
export class Presences {
  constructor(private readonly db: DataSource) {}

  async sign(questionId: string, who: Presence): Promise<void> {
    const { accountId, institutionId, doing, since } = who;
    await this.db.query(
      `INSERT INTO presences AS here (question_id, account_id, institution_id, doing, since, seen_at)
       VALUES ($1, $2, $3, $4, $5, $5)
       ON CONFLICT (question_id, account_id) DO UPDATE SET institution_id = excluded.institution_id,
         doing = excluded.doing, seen_at = excluded.seen_at,
         since = CASE WHEN here.doing = excluded.doing THEN here.since ELSE excluded.since END`,
      [questionId, accountId, institutionId, doing, since],
    );
  }

  /** Everybody else whose sign of life is younger than this. */
  others(questionId: string, accountId: string, youngerThan: Date): Promise<Presence[]> {
    return this.db.query(
      `SELECT account_id AS "accountId", institution_id AS "institutionId", doing, since FROM presences
       WHERE question_id = $1 AND account_id <> $2 AND seen_at > $3 ORDER BY since LIMIT 50`,
      [questionId, accountId, youngerThan],
    );
  }

  async leave(questionId: string, accountId: string): Promise<void> {
    await this.db.query('DELETE FROM presences WHERE question_id = $1 AND account_id = $2', [
      questionId,
      accountId,
    ]);
  }

  async forget(olderThan: Date): Promise<void> {
    await this.db.query('DELETE FROM presences WHERE seen_at < $1', [olderThan]);
  }
}
