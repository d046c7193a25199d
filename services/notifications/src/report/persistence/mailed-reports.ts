import { newId, type Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { MailedReport, ReportPeriod } from '../domain/report-period.js';

/** Which reports were mailed, so that each goes once. */
@Injectable()
export class MailedReports {
  constructor(private readonly db: DataSource) {}

  async isMailed(ownerId: string, { from, to }: ReportPeriod): Promise<boolean> {
    const found = await this.db.query<unknown[]>(
      'SELECT FROM mailed_reports WHERE owner_id = $1 AND from_day = $2 AND to_day = $3',
      [ownerId, from, to],
    );
    return found.length > 0;
  }

  /** @returns its id, or nothing when another replica was first */
  async add(
    { manager }: Transaction,
    ownerId: string,
    { from, to }: ReportPeriod,
    recipients: number,
    now: Date,
  ): Promise<string | undefined> {
    const [row] = await manager.query<{ id: string }[]>(
      `WITH added AS (INSERT INTO mailed_reports (id, owner_id, from_day, to_day, recipients, mailed_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING id) SELECT id FROM added`,
      [newId(), ownerId, from, to, recipients, now],
    );
    return row?.id;
  }

  /** Newest first; one more than asked for when there is more. */
  of(ownerId: string, before: string | undefined, limit: number): Promise<MailedReport[]> {
    return this.db.query(
      `SELECT id, from_day::text AS from, to_day::text AS to, mailed_at AS "mailedAt", recipients FROM mailed_reports
       WHERE owner_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [ownerId, before ?? null, limit + 1],
    );
  }
}
