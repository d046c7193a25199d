import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';

export interface Draft {
  readonly text: string;
  /** Files that go out with the answer. */
  readonly fileIds: readonly string[];
  readonly authorId: string;
  readonly updatedAt: Date;
  /** Another with every change; the ETag. */
  readonly version: number;
}

/** One answer in the making for each library and question (row 19, R74); the database shows no other library's. */
@Injectable()
export class Drafts {
  constructor(private readonly transactions: Transactions) {}

  async of(questionId: string, institutionId: string): Promise<Draft | undefined> {
    const [draft] = await this.query<Draft[]>(
      institutionId,
      `SELECT text, file_ids AS "fileIds", author_id AS "authorId", updated_at AS "updatedAt", version FROM drafts
       WHERE question_id = $1 AND institution_id = $2`,
      [questionId, institutionId],
    );
    return draft;
  }

  /**
   * @param seen the version that was changed, 0 for none, undefined for whichever there is
   * @returns the new version; undefined, with nothing changed, when the draft is no longer that version
   */
  async keep(
    questionId: string,
    institutionId: string,
    draft: Omit<Draft, 'version'>,
    seen: number | undefined,
  ): Promise<number | undefined> {
    // A draft made after another was sent starts with a number that the other never had.
    const [kept] = await this.query<{ version: number }[]>(
      institutionId,
      `INSERT INTO drafts (question_id, institution_id, text, file_ids, author_id, updated_at, version)
       SELECT $1::uuid, $2::uuid, $3, $4::uuid[], $5::uuid, $6::timestamptz, nextval('draft_versions')
       WHERE coalesce($7::int, 0) = 0 OR EXISTS (SELECT FROM drafts WHERE question_id = $1 AND institution_id = $2)
       ON CONFLICT (question_id, institution_id) DO UPDATE SET (text, file_ids, author_id, updated_at, version) =
         (excluded.text, excluded.file_ids, excluded.author_id, excluded.updated_at, excluded.version)
       WHERE $7::int IS NULL OR drafts.version = $7
       RETURNING version`,
      [questionId, institutionId, draft.text, draft.fileIds, draft.authorId, draft.updatedAt, seen ?? null],
    );
    return kept?.version;
  }

  /** @param seen as of `keep` @returns whether there was such a draft */
  async drop(questionId: string, institutionId: string, seen?: number): Promise<boolean> {
    const [, dropped] = await this.query<[unknown, number]>(
      institutionId,
      `DELETE FROM drafts WHERE question_id = $1 AND institution_id = $2 AND ($3::int IS NULL OR version = $3)`,
      [questionId, institutionId, seen ?? null],
    );
    return dropped > 0;
  }

  private query<T>(institutionId: string, sql: string, values: unknown[]): Promise<T> {
    return this.transactions.forLibrary(institutionId, ({ manager }) => manager.query<T>(sql, values));
  }
}
