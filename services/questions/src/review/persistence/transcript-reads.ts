import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';

/** Somebody of another library read what was said with a patron. */
export interface TranscriptRead {
  readonly id: string;
  readonly at: Date;
  readonly questionId: string;
  readonly accountId: string;
  readonly institutionId: string;
}

/** Who read transcripts of a library's patrons elsewhere; lines are only ever added, and no other library sees them. */
@Injectable()
export class TranscriptReads {
  constructor(private readonly transactions: Transactions) {}

  async add(
    reader: { accountId: string; institutionId: string },
    question: { id: string; homeInstitutionId: string },
    at: Date,
  ): Promise<void> {
    await this.query(
      question.homeInstitutionId,
      `INSERT INTO transcript_reads (at, question_id, home_institution_id, account_id, institution_id)
       VALUES ($1, $2, $3, $4, $5)`,
      [at, question.id, question.homeInstitutionId, reader.accountId, reader.institutionId],
    );
  }

  ofHome(institutionId: string, before: number | undefined, limit: number): Promise<TranscriptRead[]> {
    return this.query(
      institutionId,
      `SELECT id, at, question_id AS "questionId", account_id AS "accountId", institution_id AS "institutionId"
       FROM transcript_reads WHERE home_institution_id = $1 AND ($2::bigint IS NULL OR id < $2)
       ORDER BY id DESC LIMIT $3`,
      [institutionId, before ?? null, limit + 1],
    );
  }

  private query<T>(homeInstitutionId: string, sql: string, values: unknown[]): Promise<T> {
    return this.transactions.forLibrary(homeInstitutionId, ({ manager }) => manager.query<T>(sql, values));
  }
}
