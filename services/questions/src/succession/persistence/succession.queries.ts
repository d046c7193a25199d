import { keyOf } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

@Injectable()
export class SuccessionQueries {
  constructor(private readonly db: DataSource) {}

  /** A library's own questions that still hold words, a hundred at once. */
  async questionsOf(institutionId: string, after: string | null): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>(
      `SELECT id FROM questions WHERE home_institution_id = $1 AND erased_at IS NULL
         AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT 100`,
      [keyOf(institutionId, 'a library'), after],
    );
    return rows.map(({ id }) => id);
  }

  /** Other libraries' questions on which this one works, a hundred at once. */
  async workedOnBy(institutionId: string, after: string | null): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>(
      `SELECT h.question_id AS id FROM holdings h JOIN questions q ON q.id = h.question_id
       WHERE h.institution_id = $1 AND h.status IN ('new', 'pending') AND q.home_institution_id <> $1
         AND ($2::uuid IS NULL OR h.question_id > $2) ORDER BY h.question_id LIMIT 100`,
      [keyOf(institutionId, 'a library'), after],
    );
    return rows.map(({ id }) => id);
  }

  /** Its own that wait for somebody and that nobody may claim. */
  async waitingAt(institutionId: string, after: string | null): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>(
      `SELECT h.question_id AS id FROM holdings h JOIN questions q ON q.id = h.question_id
       WHERE h.institution_id = $1 AND h.status = 'new' AND q.home_institution_id = $1 AND NOT q.pooled
         AND ($2::uuid IS NULL OR h.question_id > $2) ORDER BY h.question_id LIMIT 100`,
      [keyOf(institutionId, 'a library'), after],
    );
    return rows.map(({ id }) => id);
  }
}
