import { searchVector } from '@carrel/kernel';
import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

const batchSize = 500;
const longestName = 2_000;

/** The words of a patron's name, as a tsvector; null without a name. Names are in no language. */
export const nameVector = (name: string | null): string | null =>
  name === null ? null : searchVector(name, [], longestName);

/** By which words of his or her name a patron is found. The database takes them away with the name. */
@Injectable()
export class PatronWords {
  constructor(private readonly transactions: Transactions) {}

  /** After the name was given or corrected. */
  async put(manager: EntityManager, questionId: string, name: string | null): Promise<void> {
    if (name === null) return;
    await manager.query(
      `INSERT INTO patron_words (question_id, words) VALUES ($1, $2::tsvector)
       ON CONFLICT (question_id) DO UPDATE SET words = excluded.words`,
      [questionId, nameVector(name)],
    );
  }

  /** For questions that a version before has written. @returns how many there were, at most a batch */
  gatherSome(): Promise<number> {
    return this.transactions.run(async ({ manager }) => {
      // Whoever writes to a question holds its row, so that no name changes in between.
      const rows = await manager.query<{ id: string; name: string }[]>(
        `SELECT q.id, q.patron_name AS name FROM questions q WHERE q.patron_name IS NOT NULL
           AND NOT EXISTS (SELECT FROM patron_words w WHERE w.question_id = q.id)
         LIMIT ${batchSize} FOR UPDATE OF q SKIP LOCKED`,
      );
      await manager.query(
        `INSERT INTO patron_words (question_id, words) SELECT * FROM unnest($1::uuid[], $2::tsvector[])
         ON CONFLICT DO NOTHING`,
        [rows.map(({ id }) => id), rows.map(({ name }) => nameVector(name))],
      );
      return rows.length;
    });
  }
}
