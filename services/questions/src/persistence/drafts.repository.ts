import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';

export interface Draft {
  readonly text: string;
  readonly authorId: string;
  readonly updatedAt: Date;
}

/** One answer in the making for each library and question (row 19, R74). */
@Injectable()
export class Drafts {
  constructor(private readonly transactions: Transactions) {}

  async of(questionId: string, institutionId: string): Promise<Draft | undefined> {
    const [draft] = await this.query<Draft[]>(
      `SELECT text, author_id AS "authorId", updated_at AS "updatedAt" FROM drafts
       WHERE question_id = $1 AND institution_id = $2`,
      [questionId, institutionId],
    );
    return draft;
  }

  async keep(questionId: string, institutionId: string, draft: Draft): Promise<void> {
    await this.query(
      `INSERT INTO drafts (question_id, institution_id, text, author_id, updated_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (question_id, institution_id)
       DO UPDATE SET text = excluded.text, author_id = excluded.author_id, updated_at = excluded.updated_at`,
      [questionId, institutionId, draft.text, draft.authorId, draft.updatedAt],
    );
  }

  async drop(questionId: string, institutionId: string): Promise<void> {
    await this.query('DELETE FROM drafts WHERE question_id = $1 AND institution_id = $2', [
      questionId,
      institutionId,
    ]);
  }

  private query<T>(sql: string, values: unknown[]): Promise<T> {
    return this.transactions.run(({ manager }) => manager.query<T>(sql, values));
  }
}
