import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { NotFound } from '@carrel/kernel';
import { retryOnDeadlock, Transactions, type Transaction } from '@carrel/messaging';
import { DataSource } from 'typeorm';
import { Session } from '../domain/session.js';

@Injectable()
export class Sessions {
  constructor(
    private readonly transactions: Transactions,
    private readonly db: DataSource,
  ) {}

  async add(session: Session): Promise<Session> {
    return this.transactions.run(async (tx) => {
      await tx.manager.insert(Session, session);
      await tx.publish(session);
      return session;
    });
  }

  /** The only way to change a session: lock, decide, save row and events in one transaction. */
  async change(
    id: string,
    decide: (session: Session, tx: Transaction) => Promise<void> | void,
  ): Promise<Session> {
    return this.transactions.run(async (tx) => {
      const session = await tx.manager.findOne(Session, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!session) throw new NotFound('session');
      const before = this.written(session);
      await decide(session, tx);
      // The row is locked, so what was read is what stands there; TypeORM's save would read it once more.
      const changed = Object.entries(this.written(session)).filter(
        ([name, value]) => !isDeepStrictEqual(value, before[name]),
      );
      if (changed.length) await tx.manager.update(Session, { id }, Object.fromEntries(changed));
      await tx.publish(session);
      return session;
    });
  }

  /** The values of its row that the aggregate writes, as they are now. */
  private written(session: Session): Record<string, unknown> {
    const columns = this.db.getMetadata(Session).columns.filter(({ isUpdate }) => isUpdate);
    return structuredClone(
      Object.fromEntries(
        columns.map(({ propertyName }) => [propertyName, session[propertyName as keyof Session]]),
      ),
    );
  }

  /** Signs of life of patrons, by the session and the hash of its token. */
  async patronsSeen(patrons: { sessionId: string; tokenHash: string }[], now: Date): Promise<void> {
    await retryOnDeadlock(() =>
      this.db.query(
        // Locked in one order, so that the heartbeats of two replicas never wait for each other.
        `WITH seen AS MATERIALIZED (
           SELECT s.id FROM sessions s JOIN unnest($1::uuid[], $2::text[]) AS p(id, token_hash)
             ON s.id = p.id AND s.token_hash = p.token_hash
           WHERE s.status = 'waiting' ORDER BY s.id FOR NO KEY UPDATE OF s)
         UPDATE sessions s SET patron_seen_at = $3 FROM seen WHERE s.id = seen.id`,
        [patrons.map((p) => p.sessionId), patrons.map((p) => p.tokenHash), now],
      ),
    );
  }
}
