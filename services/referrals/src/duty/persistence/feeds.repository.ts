import { createHash, randomBytes } from 'node:crypto';
import type { Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A link to one library's duties, made by one of its librarians. */
export interface Feed {
  id: string;
  accountId: string;
  institutionId: string;
  createdAt: Date;
  revokedAt: Date | null;
}
const columns = `id, account_id AS "accountId", institution_id AS "institutionId", created_at AS "createdAt",
  revoked_at AS "revokedAt"`;
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** 256 random bits, and what is kept of them. */
export function newFeedToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOf(token) };
}

@Injectable()
export class Feeds {
  constructor(private readonly db: DataSource) {}

  /** One account's come one after another. @returns false when it has as many as it may */
  async add({ manager }: Transaction, feed: Feed, tokenHash: string, most: number): Promise<boolean> {
    await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `feeds of ${feed.accountId}`,
    ]);
    const added = await manager.query<unknown[]>(
      `INSERT INTO duty_feeds (id, account_id, institution_id, token_hash, created_at)
       SELECT $1, $2, $3, $4, $5
       WHERE (SELECT count(*) FROM duty_feeds WHERE account_id = $2 AND revoked_at IS NULL) < $6 RETURNING id`,
      [feed.id, feed.accountId, feed.institutionId, tokenHash, feed.createdAt, most],
    );
    return added.length > 0;
  }

  /** The newest first. */
  ofAccount(accountId: string): Promise<Feed[]> {
    return this.db.query(
      `SELECT ${columns} FROM duty_feeds WHERE account_id = $1 AND revoked_at IS NULL ORDER BY id DESC LIMIT 200`,
      [accountId],
    );
  }

  async byToken(token: string): Promise<Feed | undefined> {
    const [row] = await this.db.query<Feed[]>(
      `SELECT ${columns} FROM duty_feeds WHERE token_hash = $1 AND revoked_at IS NULL`,
      [hashOf(token)],
    );
    return row;
  }

  /** Links of libraries that were of this group, now gone with its rota, and have no other group with one. */
  async deleteAfter({ manager }: Transaction, groupId: string): Promise<void> {
    await manager.query(
      `WITH places AS (
         SELECT id AS institution_id, subscription_group_id AS group_id, true AS present FROM directory_institutions
         UNION ALL
         SELECT institution_id, group_id, status = 'active' FROM directory_memberships)
       DELETE FROM duty_feeds f
       WHERE f.institution_id IN (SELECT institution_id FROM places WHERE group_id = $1)
         AND NOT EXISTS (SELECT FROM places p JOIN rotas r ON r.id = p.group_id
                         WHERE p.present AND p.institution_id = f.institution_id)`,
      [groupId],
    );
  }

  /** False when the account has no such link. */
  async revoke(id: string, accountId: string, now: Date): Promise<boolean> {
    const [rows] = await this.db.query<[unknown[], number]>(
      `UPDATE duty_feeds SET revoked_at = coalesce(revoked_at, $3) WHERE id = $1 AND account_id = $2 RETURNING id`,
      [id, accountId, now],
    );
    return rows.length > 0;
  }
}
