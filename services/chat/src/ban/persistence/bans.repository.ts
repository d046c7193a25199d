import { Injectable } from '@nestjs/common';
import { NotFound } from '@carrel/kernel';
import { Statements, Transactions } from '@carrel/messaging';
import { DataSource } from 'typeorm';
import { Ban } from '../domain/ban.js';

@Injectable()
export class Bans {
  constructor(
    private readonly transactions: Transactions,
    private readonly statements: Statements,
    private readonly db: DataSource,
  ) {}

  async add(ban: Ban): Promise<void> {
    await this.transactions.run(async (tx) => {
      await tx.manager.insert(Ban, ban);
      await tx.publish(ban);
    });
  }

  /** A ban of the library; another library's is not found. */
  async change(id: string, institutionId: string, decide: (ban: Ban) => void): Promise<void> {
    await this.transactions.run(async (tx) => {
      const where = { id, institutionId };
      const ban = await tx.manager.findOne(Ban, { where, lock: { mode: 'pessimistic_write' } });
      if (!ban) throw new NotFound('ban');
      decide(ban);
      await tx.manager.save(ban);
      await tx.publish(ban);
    });
  }

  /** Bans in force, the newest first. */
  async holding(institutionId: string, now: Date, limit: number, before?: string): Promise<Ban[]> {
    const query = this.db.manager
      .createQueryBuilder(Ban, 'b')
      .where('b.institution_id = :institutionId AND b.lifted_at IS NULL AND b.until > :now', {
        institutionId,
        now,
      });
    if (before) query.andWhere('b.id < :before', { before });
    return query.orderBy('b.id', 'DESC').limit(limit).getMany();
  }

  /** Until when somebody with any of these marks is banned by the library. */
  async until(institutionId: string, marks: readonly string[], now: Date): Promise<Date | undefined> {
    const [row] = await this.statements.read<{ until: Date | null }>(
      `SELECT max(until) AS until FROM bans
       WHERE institution_id = $1 AND marks && $2 AND lifted_at IS NULL AND until > $3`,
      [institutionId, marks, now],
    );
    return row?.until ?? undefined;
  }

  /** Requests of the library's that wait and come from somebody with one of the marks. */
  async waitingWith(institutionId: string, known: Waiting): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>(
      `SELECT id FROM sessions WHERE status = 'waiting' AND institution_id = $1
         AND (token_hash = $2 OR lower(patron_email) = ANY ($3) OR network_mark = $4) ORDER BY id`,
      [institutionId, known.tokenHash, known.spellings, known.networkMark],
    );
    return rows.map(({ id }) => id);
  }

  /** Expired bans are kept for a while so that the library can look them up. */
  async forget(overBefore: Date): Promise<void> {
    await this.db.query('DELETE FROM bans WHERE until < $1 OR lifted_at < $1', [overBefore]);
  }
}

interface Waiting {
  readonly tokenHash: string | null;
  readonly spellings: readonly string[];
  readonly networkMark: string | null;
}
