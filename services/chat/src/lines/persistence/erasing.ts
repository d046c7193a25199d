import { mailboxSpellings } from '@carrel/kernel';
import { Transactions, type Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** B9: a patron's identity goes before the words; on request everything goes at once. */
export type Extent = 'identity' | 'everything';

/** A session that is over, in the order in which the clocks of privacy come to them. */
export interface Over {
  readonly id: string;
  readonly endedAt: string;
}

const batch = 200;
/** Lines of one transaction; whoever asks for it waits. */
const linesAtMost = 5_000;

/**
 * Takes the patron's traces out of sessions; ids, codes and times stay, and with them every count. What is erased
 * is not found again, so whatever was cut off goes on where it stopped.
 */
@Injectable()
export class Erasing {
  constructor(
    private readonly db: DataSource,
    private readonly transactions: Transactions,
  ) {}

  async session(cause: { id: string }, sessionId: string, extent: Extent): Promise<void> {
    await this.transactions.runOnce(cause, (tx) => this.erase(tx, [sessionId], extent));
  }

  /** A patron's sessions at one library that are over: those, or the next ones. @returns what was erased */
  async ofPatron(institutionId: string, address: string, those?: readonly string[]): Promise<string[]> {
    return this.transactions.run(async (tx) => {
      const ids = await this.nextOf(institutionId, address, those, tx.manager);
      await this.erase(tx, ids, 'everything');
      return ids;
    });
  }

  /** The next of a patron's sessions at one library that are over and hold words, or of those; few enough to erase at once. */
  async nextOf(
    institutionId: string,
    address: string,
    those: readonly string[] | null = null,
    manager: Pick<EntityManager, 'query'> = this.db,
  ): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM (SELECT id, sum(last_seq) OVER (ORDER BY id) - last_seq AS before FROM sessions
         WHERE institution_id = $1 AND lower(patron_email) = ANY($2) AND ended_at IS NOT NULL
           AND ($3::uuid[] IS NULL OR id = ANY($3))) AS counted
       WHERE before < ${linesAtMost} ORDER BY id LIMIT ${batch}`,
      [institutionId, mailboxSpellings(address), those],
    );
    return rows.map(({ id }) => id);
  }

  /** Sessions of the patron that go on, and will be over some time. */
  async openOf(institutionId: string, address: string): Promise<number> {
    const [row] = await this.db.query<{ open: number }[]>(
      `SELECT count(*)::int AS open FROM sessions WHERE institution_id = $1 AND lower(patron_email) = ANY($2)
         AND ended_at IS NULL`,
      [institutionId, mailboxSpellings(address)],
    );
    return row?.open ?? 0;
  }

  /** Every library with a session that still holds words. */
  async libraries(): Promise<string[]> {
    const next = (after: string) => `SELECT institution_id FROM sessions
      WHERE ended_at IS NOT NULL AND erased_at IS NULL${after} ORDER BY 1 LIMIT 1`;
    const rows = await this.db.query<{ id: string }[]>(`
      WITH RECURSIVE library (id) AS (
        (${next('')})
        UNION ALL
        SELECT (${next(' AND institution_id > library.id')}) FROM library WHERE library.id IS NOT NULL)
      SELECT id FROM library WHERE id IS NOT NULL`);
    return rows.map(({ id }) => id);
  }

  /** Sessions of a library that were over before a moment and still hold what is to go, the oldest first. */
  old(institutionId: string, endedBefore: Date, extent: Extent, after?: Over): Promise<Over[]> {
    const left =
      extent === 'everything' ? 'erased_at IS NULL' : `(patron_name <> '' OR patron_email IS NOT NULL)`;
    return this.db.query(
      `SELECT id, ended_at::text AS "endedAt" FROM sessions
       WHERE institution_id = $1 AND ended_at IS NOT NULL AND ended_at < $2 AND ${left}
         AND ($3::timestamptz IS NULL OR (ended_at, id) > ($3, $4::uuid))
       ORDER BY ended_at, id LIMIT ${batch}`,
      [institutionId, endedBefore, after?.endedAt ?? null, after?.id ?? null],
    );
  }

  async all(ids: readonly string[], extent: Extent): Promise<void> {
    await this.transactions.run((tx) => this.erase(tx, ids, extent));
  }

  /** The networks that a library's requests came from, of chats that were over before a moment. */
  async networks(institutionId: string, endedBefore: Date): Promise<void> {
    const forgotten = `UPDATE sessions SET network_mark = NULL WHERE id IN (
      SELECT id FROM sessions WHERE institution_id = $1 AND network_mark IS NOT NULL AND ended_at < $2
      ORDER BY id LIMIT ${batch} FOR UPDATE SKIP LOCKED) RETURNING id`;
    for (let [rows] = [[{}]] as [unknown[]]; rows.length > 0;)
      [rows] = await this.db.query<[unknown[], number]>(forgotten, [institutionId, endedBefore]);
  }

  /** What librarians said to each other beside any session. */
  async oldTalk(saidBefore: Date): Promise<void> {
    await this.db.query('DELETE FROM notes WHERE session_id IS NULL AND at < $1', [saidBefore]);
  }

  private async erase({ manager }: Transaction, ids: readonly string[], extent: Extent): Promise<void> {
    if (!ids.length) return;
    const erase = (sql: string) => manager.query(`${sql} = ANY($1::uuid[])`, [ids]);
    // In one order, so that two erasures never wait for each other.
    await manager.query('SELECT FROM sessions WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE', [ids]);
    // Fields of a form may well be a telephone or a card's number.
    await erase(
      `UPDATE sessions SET patron_name = '', patron_email = NULL, token_hash = id::text, fields = '{}',
         network_mark = NULL, page = NULL, language = NULL WHERE id`,
    );
    if (extent === 'identity') return;
    await erase(`UPDATE sessions SET question = '', dismiss_reason = NULL, erased_at = now() WHERE id`);
    await erase(`UPDATE lines SET text = '', client_id = NULL WHERE session_id`);
    await erase('DELETE FROM attachments WHERE session_id');
    await erase(`UPDATE transfers SET reason = '', decline_reason = NULL WHERE session_id`);
    await erase(`UPDATE notes SET text = '' WHERE session_id`);
  }
}
