import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';

export interface Draft {
  readonly text: string;
  /** Files that go out with the answer. */
  readonly fileIds: readonly string[];
  readonly authorId: string;
  readonly updatedAt: Date;
}

/** One answer in the making for each library and question (row 19, R74); the database shows no other library's. */
@Injectable()
export class Drafts {
  constructor(private readonly transactions: Transactions) {}

  async of(questionId: string, institutionId: string): Promise<Draft | undefined> {
    const [draft] = await this.query<Draft[]>(
      institutionId,
      `SELECT text, file_ids AS "fileIds", author_id AS "authorId", updated_at AS "updatedAt" FROM drafts
       WHERE question_id = $1 AND institution_id = $2`,
      [questionId, institutionId],
    );
    return draft;
  }

  async keep(questionId: string, institutionId: string, draft: Draft): Promise<void> {
    await this.query(
      institutionId,
      `INSERT INTO drafts (question_id, institution_id, text, file_ids, author_id, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (question_id, institution_id) DO UPDATE SET (text, file_ids, author_id, updated_at) =
         (excluded.text, excluded.file_ids, excluded.author_id, excluded.updated_at)`,
      [questionId, institutionId, draft.text, draft.fileIds, draft.authorId, draft.updatedAt],
    );
  }

  async drop(questionId: string, institutionId: string): Promise<void> {
    await this.query(institutionId, 'DELETE FROM drafts WHERE question_id = $1 AND institution_id = $2', [
      questionId,
      institutionId,
    ]);
  }

  private query<T>(institutionId: string, sql: string, values: unknown[]): Promise<T> {
    return this.transactions.forLibrary(institutionId, ({ manager }) => manager.query<T>(sql, values));
  }
}
