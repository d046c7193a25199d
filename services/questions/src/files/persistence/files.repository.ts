import { keyOf, Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { FileEntry } from '../domain/file.js';

const columns = `id, question_id AS "questionId", message_id AS "messageId", institution_id AS "institutionId",
  author_id AS "authorId", name, media_type AS "mediaType", bytes, at, key`;
export interface FileContent extends FileEntry {
  readonly content: Buffer;
}

/** Files of questions: they go with the question when it is erased. */
@Injectable()
export class Files {
  constructor(
    private readonly db: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** @param mayAdd judges how many files of this sender wait at the question, and are there in all; others wait for it meanwhile */
  async add(file: FileContent, mayAdd: (waiting: number, all: number) => void): Promise<void> {
    const { questionId, institutionId } = file;
    await this.transactions.run(async ({ manager }) => {
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `files of ${questionId} ${institutionId}`,
      ]);
      const [row] = await manager.query<{ waiting: number; all: number }[]>(
        `SELECT count(*) FILTER (WHERE message_id IS NULL)::int AS waiting, count(*)::int AS "all" FROM files
         WHERE question_id = $1 AND institution_id = $2`,
        [keyOf(questionId, 'a question'), keyOf(institutionId, 'a library')],
      );
      mayAdd(row!.waiting, row!.all);
      await manager.query(
        `INSERT INTO files (id, question_id, institution_id, author_id, name, media_type, bytes, content, key, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          ...[file.id, questionId, institutionId, file.authorId, file.name, file.mediaType],
          ...[file.bytes, file.content, file.key, file.at],
        ],
      );
    });
  }

  ofQuestion(questionId: string): Promise<FileEntry[]> {
    return this.db.query(`SELECT ${columns} FROM files WHERE question_id = $1 ORDER BY at, id`, [
      keyOf(questionId, 'the files of a question'),
    ]);
  }

  async get(questionId: string, id: string): Promise<FileContent | undefined> {
    const [file] = await this.db.query<FileContent[]>(
      `SELECT ${columns}, content FROM files WHERE question_id = $1 AND id = $2`,
      [keyOf(questionId, 'a file'), keyOf(id, 'a file')],
    );
    return file;
  }

  /** A sent file, by the secret part of its address. */
  async byKey(key: string): Promise<FileContent | undefined> {
    if (!key) throw new Error('A file is asked for without a key.');
    const [file] = await this.db.query<FileContent[]>(
      `SELECT ${columns}, content FROM files WHERE key = $1 AND message_id IS NOT NULL`,
      [key],
    );
    return file;
  }

  /** Attaches these unsent files of the library to the message. @returns how many */
  async send(
    questionId: string,
    institutionId: string,
    ids: readonly string[],
    messageId: string,
  ): Promise<number> {
    const [, sent] = await this.transactions.run(({ manager }) =>
      manager.query<[unknown, number]>(
        `UPDATE files SET message_id = $4
         WHERE question_id = $1 AND institution_id = $2 AND id = ANY ($3::uuid[]) AND message_id IS NULL`,
        [keyOf(questionId, 'a question'), keyOf(institutionId, 'a library'), ids, messageId],
      ),
    );
    return sent;
  }

  async drop(questionId: string, institutionId: string, id: string): Promise<boolean> {
    const [, dropped] = await this.db.query<[unknown, number]>(
      'DELETE FROM files WHERE question_id = $1 AND institution_id = $2 AND id = $3 AND message_id IS NULL',
      [keyOf(questionId, 'a question'), keyOf(institutionId, 'a library'), keyOf(id, 'a file')],
    );
    return dropped > 0;
  }

  async forgetUnsent(before: Date): Promise<void> {
    await this.db.query('DELETE FROM files WHERE message_id IS NULL AND at < $1', [before]);
  }
}
