import { Injectable } from '@nestjs/common';
import { NotFound } from '@carrel/kernel';
import { Transactions, type Transaction } from '@carrel/messaging';
import { Session } from '../domain/session.js';

@Injectable()
export class Sessions {
  constructor(private readonly transactions: Transactions) {}

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
      await decide(session, tx);
      await tx.manager.save(session);
      await tx.publish(session);
      return session;
    });
  }
}
