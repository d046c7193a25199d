import { keyOf, Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { MailFile } from '../domain/file.js';

/** What came with the mails of questions, by reference: it goes with the question when that is erased. */
@Injectable()
export class MailFiles {
  constructor(
    private readonly db: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** In the transaction of the message or question that the mail becomes; the same file again changes nothing. */
  async add(
    { questionId, mailId, at }: Pick<MailFile, 'questionId' | 'mailId' | 'at'>,
    files: readonly Pick<MailFile, 'id' | 'name' | 'mediaType' | 'bytes'>[],
  ): Promise<void> {
    if (!files.length) return;
    await this.transactions.run(({ manager }) =>
      manager.query(
        `INSERT INTO mail_files (id, question_id, mail_id, name, media_type, bytes, at, position)
         SELECT f.id, $1, $2, f.name, f."mediaType", f.bytes, $3, f.position
         FROM ROWS FROM (json_to_recordset($4::json) AS (id uuid, name text, "mediaType" text, bytes integer))
           WITH ORDINALITY AS f (id, name, "mediaType", bytes, position)
         ON CONFLICT (id) DO NOTHING`,
        [questionId, mailId, at, JSON.stringify(files)],
      ),
    );
  }

  /** Of a question that was split from another, those of the message that asked both as well (row 55). */
  ofQuestion(questionId: string): Promise<MailFile[]> {
    return this.db.query(
      `SELECT f.id, f.question_id AS "questionId", f.mail_id AS "mailId", f.mail_id AS "messageId",
         q.home_institution_id AS "institutionId", f.name, f.media_type AS "mediaType", f.bytes, f.at
       FROM mail_files f JOIN questions q ON q.id = f.question_id
       WHERE f.question_id = $1 OR (f.mail_id = f.question_id
         AND f.question_id = (SELECT split_from_id FROM questions WHERE id = $1)) ORDER BY f.at, f.mail_id, f.position`,
      [keyOf(questionId, 'the files of a question')],
    );
  }
}
