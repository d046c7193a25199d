import { mailboxKey, mailboxSpellings } from '@carrel/kernel';
import type { Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource, In, Not, type FindOptionsWhere } from 'typeorm';
import { Delivery } from '../domain/delivery.js';

@Injectable()
export class Deliveries {
  constructor(private readonly db: DataSource) {}

  /** The texts of mails that did not get through and that nobody has sent again since. */
  async forgetTexts(before: Date): Promise<void> {
    await this.db.query(
      `UPDATE deliveries SET content = NULL WHERE content IS NOT NULL AND queued_at < $1
       AND status IN ('uncertain', 'bounced', 'failed', 'suppressed')`,
      [before],
    );
  }

  async add(tx: Transaction, delivery: Delivery): Promise<void> {
    await tx.manager.save(delivery);
    await tx.publish(delivery);
  }

  /** Whether this cause has had this message to this address. */
  async isPosted(
    { manager }: Transaction,
    causeId: string,
    { message, to }: Pick<Delivery, 'message' | 'to'>,
  ): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      'SELECT 1 FROM deliveries WHERE cause_id = $1 AND message = $2 AND lower(recipient) = ANY($3)',
      [causeId, message, mailboxSpellings(to!)],
    );
    return rows.length > 0;
  }

  async hasOfSession({ manager }: Transaction, sessionId: string, message: string): Promise<boolean> {
    await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 21))', [
      `${message} ${sessionId}`,
    ]);
    const rows = await manager.query<unknown[]>(
      'SELECT 1 FROM deliveries WHERE message = $2 AND question_id IN (SELECT question_id FROM session_questions WHERE session_id = $1) UNION ALL SELECT 1 FROM deliveries WHERE message = $2 AND session_id = $1 AND question_id IS NULL',
      [sessionId, message],
    );
    return rows.length > 0;
  }

  /** How many of the library's mails wait, as far as it matters: whose queue is long steps back for others. */
  async waitingOf(
    { manager }: Transaction,
    { institutionId }: Pick<Delivery, 'institutionId'>,
  ): Promise<number> {
    if (!institutionId) return 0;
    const [row] = await manager.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM (SELECT 1 FROM deliveries
       WHERE institution_id = $1 AND status IN ('queued', 'retrying') LIMIT 500) waiting`,
      [institutionId],
    );
    return row!.n;
  }

  /**
   * When another notice of the bundle last went to this address, since `since`. Until the transaction ends nobody
   * else decides about the bundle.
   */
  async bundleSent(
    { manager }: Transaction,
    { id, bundle, to }: Delivery,
    since: Date,
  ): Promise<Date | undefined> {
    await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 22))', [
      `${bundle} ${mailboxKey(to!)}`,
    ]);
    const [row] = await manager.query<{ at: Date | null }[]>(
      `SELECT max(coalesce(sent_at, trying_since, next_try_at)) AS at FROM deliveries
       WHERE bundle = $1 AND lower(recipient) = ANY($2) AND id <> $3 AND carried_by IS DISTINCT FROM $3
         AND attempts > 0 AND status <> 'suppressed' AND coalesce(sent_at, trying_since, next_try_at) > $4`,
      [bundle, mailboxSpellings(to!), id, since],
    );
    return row?.at ?? undefined;
  }

  /** Takes along what waits for the same address in the same bundle; what another process holds comes later. */
  async riders({ manager }: Transaction, { id, bundle, to }: Delivery): Promise<Delivery[]> {
    return manager
      .createQueryBuilder(Delivery, 'd')
      .where(
        `d.bundle = :bundle AND lower(d.recipient) = ANY(:spellings) AND d.status = 'queued' AND d.attempts = 0
         AND d.carried_by IS NULL AND d.id <> :id`,
        { bundle, spellings: mailboxSpellings(to!), id },
      )
      .orderBy('d.id')
      .limit(50)
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .getMany();
  }

  /** Frees those whose carrier, a mail about this question, referral or duty, goes no more. */
  async releaseBundled(tx: Transaction, about: string, now: Date): Promise<Delivery[]> {
    const rows = await tx.manager.query<{ id: string }[]>(
      `SELECT r.id FROM deliveries r JOIN deliveries c ON c.id = r.carried_by
       WHERE (c.question_id = $1 OR c.about_id = $1) AND c.status = 'suppressed' AND r.status = 'queued'`,
      [about],
    );
    return this.changeAll(tx, { id: In(rows.map(({ id }) => id)) }, (delivery) => {
      delivery.sendAlone(now);
      return delivery;
    });
  }

  /** Locks the mails to one patron of one library that still hold the address, so many at once, and erases them. */
  async eraseTo(
    tx: Transaction,
    { institutionId, address, now }: { institutionId: string; address: string; now: Date },
  ): Promise<number> {
    const rows = await tx.manager.query<{ id: string }[]>(
      `SELECT id FROM deliveries WHERE institution_id = $1 AND lower(recipient) = ANY($2) AND to_patron
       ORDER BY id LIMIT 200`,
      [institutionId, mailboxSpellings(address)],
    );
    const ids = rows.map(({ id }) => id);
    await this.changeAll(tx, { id: In(ids) }, (delivery) => delivery.erase(now));
    return ids.length;
  }

  /** Those of these messages that still wait, or are being tried; not what this cause has posted. */
  async changeWaiting(
    tx: Transaction,
    wanted: ({ questionId: string } | { aboutId: string }) & { messages: readonly string[]; butOf: string },
    decide: (delivery: Delivery) => Promise<void>,
  ): Promise<void> {
    const { messages, butOf, ...about } = wanted;
    const waiting = { status: In(['queued', 'retrying']), message: In([...messages]) };
    await this.changeAll(tx, { ...about, ...waiting, causeId: Not(butOf) }, decide);
  }

  /** Locks, decides, saves row and events; undefined when there is none of this id. */
  async change<T>(
    tx: Transaction,
    id: string,
    decide: (delivery: Delivery) => T | Promise<T>,
  ): Promise<T | undefined> {
    const [result] = await this.changeAll(tx, { id }, decide);
    return result;
  }

  async changeAll<T>(
    tx: Transaction,
    where: FindOptionsWhere<Delivery>,
    decide: (delivery: Delivery) => T | Promise<T>,
  ): Promise<T[]> {
    const deliveries = await tx.manager.find(Delivery, {
      where,
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const results: T[] = [];
    for (const delivery of deliveries) {
      results.push(await decide(delivery));
      await tx.manager.save(delivery);
      await tx.publish(delivery);
    }
    return results;
  }
}
