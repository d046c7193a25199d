import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { MailDomain } from '../domain/mail-domain.js';

const columns = `institution_id AS "institutionId", domain, token, added_by AS "addedBy", added_at AS "addedAt",
  verified_at AS "verifiedAt", checked_at AS "checkedAt"`;

@Injectable()
export class MailDomains {
  constructor(
    private readonly db: DataSource,
    private readonly transactions: Transactions,
  ) {}

  ofInstitution(institutionId: string): Promise<MailDomain[]> {
    return this.db.query(`SELECT ${columns} FROM mail_domains WHERE institution_id = $1 ORDER BY domain`, [
      institutionId,
    ]);
  }

  async one(institutionId: string, domain: string): Promise<MailDomain | undefined> {
    const [row] = await this.db.query<MailDomain[]>(
      `SELECT ${columns} FROM mail_domains WHERE institution_id = $1 AND domain = $2`,
      [institutionId, domain],
    );
    return row;
  }

  async isVerified(institutionId: string, domain: string): Promise<boolean> {
    return !!(await this.one(institutionId, domain))?.verifiedAt;
  }

  /** Those checked longest ago first. */
  verifiedBefore(checkedBefore: Date, limit: number): Promise<MailDomain[]> {
    return this.db.query(
      `SELECT ${columns} FROM mail_domains WHERE verified_at IS NOT NULL AND checked_at < $1
       ORDER BY checked_at LIMIT $2`,
      [checkedBefore, limit],
    );
  }

  /** Undefined when the library has as many as it may. One that is there keeps its token, so that a record once published stays good. */
  async add(
    added: Omit<MailDomain, 'verifiedAt' | 'checkedAt'>,
    most: number,
  ): Promise<MailDomain | undefined> {
    const { institutionId, domain, token, addedBy, addedAt } = added;
    await this.transactions.run(async ({ manager }) => {
      // One after another, so that concurrent calls do not each find the last place free.
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `mail domains of ${institutionId}`,
      ]);
      await manager.query(
        `INSERT INTO mail_domains (institution_id, domain, token, added_by, added_at)
         SELECT $1, $2, $3, $4, $5
         WHERE (SELECT count(*) FROM mail_domains WHERE institution_id = $1) < $6 ON CONFLICT DO NOTHING`,
        [institutionId, domain, token, addedBy, addedAt, most],
      );
    });
    return this.one(institutionId, domain);
  }

  /** What DNS says is so, whatever is refused because of it. */
  async checked({ institutionId, domain }: MailDomain, found: boolean, now: Date): Promise<void> {
    await this.transactions.apart(({ manager }) =>
      manager.query(
        `UPDATE mail_domains SET checked_at = $3,
           verified_at = CASE WHEN $4 THEN coalesce(verified_at, $3) END
         WHERE institution_id = $1 AND domain = $2`,
        [institutionId, domain, now, found],
      ),
    );
  }

  async remove(institutionId: string, domain: string): Promise<boolean> {
    const [, removed] = await this.db.query<[unknown, number]>(
      'DELETE FROM mail_domains WHERE institution_id = $1 AND domain = $2',
      [institutionId, domain],
    );
    return removed > 0;
  }
}
