import { mailboxKey, mailboxSpellings, readableMailbox } from '@carrel/kernel';
import { keyOf, newId, Statements, Transactions, type Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { PatronRecord, type KnownPatron } from '../domain/patron.js';

export interface PatronRow {
  readonly id: string;
  readonly institutionId: string;
  readonly email: string;
  readonly name: string | null;
  readonly firstAskedAt: Date;
}

const columns = `id, institution_id AS "institutionId", email, name, first_asked_at AS "firstAskedAt"`;
const everything = `${columns}, links_sent AS "linksSent", link_sent_at AS "linkSentAt", sequence`;

/**
 * Patrons, each of one library; the database shows none of another's (B29). `email` is kept as the mailbox's key, so that
 * the unique constraint holds for one address in every spelling, and is read in its own letters.
 */
@Injectable()
export class Patrons {
  constructor(
    private readonly transactions: Transactions,
    private readonly statements: Statements,
  ) {}

  /**
   * The record of this address, created at its first use, within a transaction for that library; null
   * without an address.
   */
  async meet(
    { manager }: Transaction,
    institutionId: string,
    { name, email }: { name: string | null; email: string | null },
    now: Date,
  ): Promise<KnownPatron | null> {
    if (!email) return null;
    const known = await this.spelledOtherwise(manager, institutionId, email);
    const [row] = await this.statements.within<KnownPatron>(
      manager,
      `INSERT INTO patrons AS p (id, institution_id, email, name, first_asked_at)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (institution_id, email) DO UPDATE SET name = coalesce(p.name, excluded.name)
       RETURNING id, xmax = 0 AS "isNew"`,
      [newId(), keyOf(institutionId, 'a library'), known ?? mailboxKey(email), name, now],
    );
    return row!;
  }

  get(institutionId: string, id: string): Promise<PatronRow | undefined> {
    return this.transactions.forLibrary(institutionId, (tx) => this.withId(tx, id));
  }

  /** For another service that speaks to the patron, and knows him or her by id alone. */
  byId(id: string): Promise<PatronRow | undefined> {
    return this.transactions.forEveryLibrary((tx) => this.withId(tx, id));
  }

  /** Locks the record of this address, when there is one, and lets it decide. */
  change(institutionId: string, email: string, decide: (patron: PatronRecord) => void): Promise<void> {
    return this.transactions.forLibrary(institutionId, async (tx) => {
      const row = await this.one<PatronRow>(
        tx,
        `SELECT ${everything} FROM patrons WHERE institution_id = $1 AND email = ANY($2) ORDER BY first_asked_at LIMIT 1 FOR UPDATE`,
        [institutionId, mailboxSpellings(email)],
      );
      if (!row) return;
      const patron = Object.assign(new PatronRecord(), row);
      decide(patron);
      await tx.manager.query(
        'UPDATE patrons SET links_sent = $2, link_sent_at = $3, sequence = $4 WHERE id = $1',
        [patron.id, patron.linksSent, patron.linkSentAt, patron.sequence],
      );
      await tx.publish(patron);
    });
  }

  /**
   * Records of one address in two spellings, as versions before and their replicas left them, become the oldest of them,
   * under the key. @returns the last record looked at, or nothing once all are done
   */
  mergeSpellings(after: string, limit: number): Promise<string | undefined> {
    return this.transactions.forEveryLibrary(async (tx) => {
      const rows = await tx.manager.query<Pick<PatronRow, 'id' | 'institutionId' | 'email'>[]>(
        `SELECT ${columns} FROM patrons WHERE email ~ '[^ -~]' AND id > $1 ORDER BY id LIMIT ${limit}`,
        [after],
      );
      for (const { institutionId, email } of rows)
        if (email !== mailboxKey(email)) await this.merge(tx, institutionId, email);
      return rows.at(-1)?.id;
    });
  }

  private async merge({ manager }: Transaction, institutionId: string, email: string): Promise<void> {
    const found = await manager.query<{ id: string; name: string | null }[]>(
      `SELECT id, name FROM patrons WHERE institution_id = $1 AND email = ANY($2)
       ORDER BY first_asked_at, id FOR UPDATE`,
      [institutionId, mailboxSpellings(email)],
    );
    const [kept, ...others] = found;
    if (!kept) return;
    const ids = others.map(({ id }) => id);
    const moved = [kept.id, ids];
    await manager.query('UPDATE questions SET patron_id = $1 WHERE patron_id = ANY($2)', moved);
    await manager.query('UPDATE patron_links SET patron_id = $1 WHERE patron_id = ANY($2)', moved);
    await manager.query('DELETE FROM patrons WHERE id = ANY($1)', [ids]);
    const name = found.find((one) => one.name !== null)?.name ?? null;
    const values = [kept.id, mailboxKey(email), name];
    await manager.query('UPDATE patrons SET email = $2, name = $3 WHERE id = $1', values);
  }

  /** What the record of this address is under, where it was kept in another spelling by a version before. */
  private async spelledOtherwise(
    manager: Transaction['manager'],
    institutionId: string,
    email: string,
  ): Promise<string | undefined> {
    const spellings = mailboxSpellings(email);
    if (spellings.length === 1) return undefined;
    const [row] = await manager.query<{ email: string }[]>(
      'SELECT email FROM patrons WHERE institution_id = $1 AND email = ANY($2) ORDER BY first_asked_at LIMIT 1',
      [institutionId, spellings],
    );
    return row?.email;
  }

  private async withId(tx: Transaction, id: string): Promise<PatronRow | undefined> {
    const sql = `SELECT ${columns} FROM patrons WHERE id = $1`;
    const row = await this.one<PatronRow>(tx, sql, [keyOf(id, 'a patron')]);
    return row && { ...row, email: readableMailbox(row.email) };
  }

  private async one<T>({ manager }: Transaction, sql: string, values: unknown[]): Promise<T | undefined> {
    const [row] = await manager.query<T[]>(sql, values);
    return row;
  }
}
