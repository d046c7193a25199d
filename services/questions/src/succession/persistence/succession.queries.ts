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
}
