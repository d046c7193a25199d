import { Injectable } from '@nestjs/common';
import { NotFound } from '@carrel/kernel';
import { Transactions, type Transaction } from '@carrel/messaging';
import { DataSource, type EntityManager } from 'typeorm';
import { TransferOpen } from '../domain/refusals.js';
import { Transfer } from '../domain/transfer.js';

@Injectable()
export class Transfers {
  constructor(
    private readonly transactions: Transactions,
    private readonly db: DataSource,
  ) {}

  /** Inside the transaction that holds the session's row, so that one offer is open at a time. */
  async add(manager: EntityManager, transfer: Transfer): Promise<void> {
    const open = await this.openOf(manager, transfer.sessionId);
    if (open) throw new TransferOpen(open.id);
    await manager.insert(Transfer, transfer);
  }

  async change(
    id: string,
    decide: (transfer: Transfer, tx: Transaction) => Promise<void> | void,
  ): Promise<Transfer> {
    return this.transactions.run(async (tx) => {
      const transfer = await tx.manager.findOne(Transfer, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!transfer) throw new NotFound('transfer');
      await decide(transfer, tx);
      await tx.manager.save(transfer);
      return transfer;
    });
  }

  /** A session that ends takes its open offer with it. */
  async cancelOpen(manager: EntityManager, sessionId: string, by: string, now: Date): Promise<void> {
    const open = await this.openOf(manager, sessionId);
    if (!open) return;
    open.cancel(by, now);
    await manager.save(open);
  }

  async byId(id: string): Promise<Transfer | null> {
    return this.db.manager.findOneBy(Transfer, { id });
  }

  /** Open offers that a librarian made or may answer, the oldest first. */
  async openFor(librarian: { id: string; queueIds: string[] }): Promise<Transfer[]> {
    return this.db.manager
      .createQueryBuilder(Transfer, 't')
      .where(
        `t.status = 'offered' AND (t.from_librarian_id = :id OR t.to_librarian_id = :id OR t.to_queue_id = ANY(:queueIds))`,
        librarian,
      )
      .orderBy('t.offeredAt')
      .addOrderBy('t.id')
      .getMany();
  }

  private async openOf(manager: EntityManager, sessionId: string): Promise<Transfer | null> {
    const where = { sessionId, status: 'offered' as const };
    return manager.findOne(Transfer, { where, lock: { mode: 'pessimistic_write' } });
  }
}
