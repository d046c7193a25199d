import { mailboxSpellings } from '@carrel/kernel';
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

/** Patrons, each of one library; the database shows none of another's (B29). */
@Injectable()
export class Patrons {
  constructor(
    private readonly transactions: Transactions,
    private readonly statements: Statements,
  ) {}

  /**
   * The record of this address, made when it is the first time, within a transaction for that library; null
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
       VALUES ($1, $2, lower($3), $4, $5)
       ON CONFLICT (institution_id, email) DO UPDATE SET name = coalesce(p.name, excluded.name)
       RETURNING id, xmax = 0 AS "isNew"`,
      [newId(), keyOf(institutionId, 'a library'), known ?? email, name, now],
    );
    return row!;
  }

  get(institutionId: string, id: string): Promise<PatronRow | undefined> {
    return this.transactions.forLibrary(institutionId, (tx) =>
      this.one<PatronRow>(tx, `SELECT ${columns} FROM patrons WHERE id = $1`, [keyOf(id, 'a patron')]),
    );
  }

  /** For another service that speaks to the patron, and knows him or her by id alone. */
  byId(id: string): Promise<PatronRow | undefined> {
    return this.transactions.forEveryLibrary((tx) =>
      this.one<PatronRow>(tx, `SELECT ${columns} FROM patrons WHERE id = $1`, [keyOf(id, 'a patron')]),
    );
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

  /** What the record of this address is under, where an international domain was spelled in its other form then. */
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

  private async one<T>({ manager }: Transaction, sql: string, values: unknown[]): Promise<T | undefined> {
    const [row] = await manager.query<T[]>(sql, values);
    return row;
  }
}
