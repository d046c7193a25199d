import { keyOf, Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { linkLivesMs, linkRenewedMs } from '../domain/patron.js';

/** Whom a mailed link is for. */
export interface LinkOf {
  readonly patronId: string;
  readonly institutionId: string;
}

/** Links that were mailed to patrons; of each only the hash of its token is kept. */
@Injectable()
export class PatronLinks {
  constructor(
    private readonly transactions: Transactions,
    private readonly db: DataSource,
  ) {}

  async add({ patronId, institutionId }: LinkOf, tokenHash: string, now: Date): Promise<void> {
    const values = [tokenHash, patronId, institutionId, new Date(+now + linkLivesMs)];
    await this.transactions.forLibrary(institutionId, ({ manager }) =>
      manager.query(
        'INSERT INTO patron_links (token_hash, patron_id, institution_id, expires_at) VALUES ($1, $2, $3, $4)',
        values,
      ),
    );
  }

  /** The token alone says which library, so that this look-up is the system's own. */
  async of(tokenHash: string, now: Date): Promise<LinkOf | undefined> {
    const link = await this.once(tokenHash);
    return link && link.expiresAt > now ? link : undefined;
  }

  /** Whom it was for, though it may open nothing more. */
  async once(tokenHash: string): Promise<(LinkOf & { expiresAt: Date }) | undefined> {
    if (!tokenHash) throw new Error('A link is asked for without a token.');
    const [link] = await this.transactions.forEveryLibrary(({ manager }) =>
      manager.query<(LinkOf & { expiresAt: Date })[]>(
        `SELECT patron_id AS "patronId", institution_id AS "institutionId", expires_at AS "expiresAt"
         FROM patron_links WHERE token_hash = $1`,
        [tokenHash],
      ),
    );
    return link;
  }

  /** Those that have a new one mailed no longer. */
  async forgetExpired(now: Date): Promise<void> {
    await this.transactions.forEveryLibrary(({ manager }) =>
      manager.query('DELETE FROM patron_links WHERE expires_at <= $1', [new Date(+now - linkRenewedMs)]),
    );
  }

  /** That patron's questions at that library, newest activity first; one more than asked for when there is more. */
  async questionIds(
    { patronId, institutionId }: LinkOf,
    status: 'open' | 'answered' | 'closed' | undefined,
    after: readonly [string, string] | undefined,
    limit: number,
  ): Promise<string[]> {
    const open = `EXISTS (SELECT FROM holdings h WHERE h.question_id = q.id AND h.status IN ('new', 'pending'))`;
    const answered = `EXISTS (SELECT FROM holdings h WHERE h.question_id = q.id AND h.status = 'answered')`;
    const only = { open, answered: `NOT ${open} AND ${answered}`, closed: `NOT ${open} AND NOT ${answered}` };
    const rows = await this.db.query<{ id: string }[]>(
      `SELECT q.id FROM questions q WHERE q.patron_id = $1 AND q.home_institution_id = $2 AND q.erased_at IS NULL
         AND ($3::timestamptz IS NULL OR (q.last_activity_at, q.id) < ($3, $4::uuid))
         ${status ? `AND ${only[status]}` : ''}
       ORDER BY q.last_activity_at DESC, q.id DESC LIMIT $5`,
      [
        keyOf(patronId, 'a patron'),
        keyOf(institutionId, 'a library'),
        after?.[0] ?? null,
        after?.[1] ?? null,
        limit + 1,
      ],
    );
    return rows.map(({ id }) => id);
  }
}
