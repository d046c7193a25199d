import type { Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Place } from '../domain/audience.js';

/** Which groups libraries are in, and which libraries ever got an event of a question. */
@Injectable()
export class Places {
  constructor(private readonly db: DataSource) {}

  /** Each library's subscription group and the cooperatives it is an active member of. */
  of(institutionIds: readonly string[]): Promise<Place[]> {
    return this.db.query(
      `SELECT id AS "institutionId", subscription_group_id AS "groupId", 'subscription' AS kind
       FROM directory_institutions WHERE id = ANY($1::uuid[])
       UNION ALL
       SELECT m.institution_id, m.group_id, 'cooperative' FROM directory_memberships m
       JOIN directory_groups g ON g.id = m.group_id AND g.kind = 'cooperative' AND NOT g.deleted
       WHERE m.status = 'active' AND m.institution_id = ANY($1::uuid[])`,
      [institutionIds],
    );
  }

  async isKnown(institutionId: string): Promise<boolean> {
    return (
      (await this.db.query('SELECT 1 FROM directory_institutions WHERE id = $1', [institutionId])).length > 0
    );
  }

  /** Adds libraries to those that know of the question, and answers all of them: an erasure names only one. */
  async thatKnow(
    { manager }: Transaction,
    questionId: string,
    institutionIds: readonly string[],
  ): Promise<string[]> {
    const [row] = await manager.query<{ institutions: string[] }[]>(
      `INSERT INTO feed_questions AS q (question_id, institutions) VALUES ($1, $2::uuid[])
       ON CONFLICT (question_id) DO UPDATE
       SET institutions = ARRAY(SELECT DISTINCT unnest(q.institutions || EXCLUDED.institutions))
       RETURNING institutions`,
      [questionId, institutionIds],
    );
    return row!.institutions;
  }

  async forget({ manager }: Transaction, questionId: string): Promise<void> {
    await manager.query('DELETE FROM feed_questions WHERE question_id = $1', [questionId]);
  }
}
