import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A mail that is not filed yet. */
export interface UnfiledMail {
  readonly id: string;
  /** Null while it is not known for which library it is. */
  readonly institutionId: string | null;
  readonly arrivedAt: Date;
  readonly size: number;
}

/** Mail is read within seconds; what takes a minute waits for something. */
const unfiled = `status = 'arrived' AND arrived_at < now() - interval '1 minute'`;

@Injectable()
export class UnfiledMails {
  constructor(private readonly db: DataSource) {}

  /** A library's, or all where none is named; the newest first, one more than asked for when there are more. */
  page(institutionId: string | null, before: string | undefined, limit: number): Promise<UnfiledMail[]> {
    return this.db.query(
      `SELECT id, institution_id AS "institutionId", arrived_at AS "arrivedAt", size FROM incoming_mails
       WHERE ${unfiled} AND ($1::uuid IS NULL OR institution_id = $1) AND ($2::uuid IS NULL OR id < $2)
       ORDER BY id DESC LIMIT $3`,
      [institutionId, before ?? null, limit + 1],
    );
  }

  async count(institutionId: string | null): Promise<number> {
    const [row] = await this.db.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM incoming_mails
       WHERE ${unfiled} AND ($1::uuid IS NULL OR institution_id = $1)`,
      [institutionId],
    );
    return row?.count ?? 0;
  }
}
