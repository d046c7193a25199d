import { NotFound } from '@carrel/kernel';
import type { Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Referral } from '../domain/referral.js';

@Injectable()
export class Referrals {
  constructor(private readonly db: DataSource) {}

  async get(id: string): Promise<Referral> {
    const referral = await this.db.manager.findOneBy(Referral, { id });
    if (!referral) throw new NotFound('referral');
    return referral;
  }

  async add(tx: Transaction, referral: Referral): Promise<void> {
    await tx.manager.save(referral);
    await tx.publish(referral);
  }

  /** Locks, lets the referral decide, saves row and events. */
  async change(tx: Transaction, id: string, decide: (referral: Referral) => void): Promise<Referral> {
    const [referral] = await this.changeAll(tx, [id], decide);
    if (!referral) throw new NotFound('referral');
    return referral;
  }

  /** As change, for all of them that exist, always locked in the same order. */
  async changeAll(
    tx: Transaction,
    ids: readonly string[],
    decide: (referral: Referral) => void,
  ): Promise<Referral[]> {
    const referrals = await tx.manager.find(Referral, {
      where: { id: In([...ids]) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    for (const referral of referrals) {
      decide(referral);
      await tx.manager.save(referral);
      await tx.publish(referral);
    }
    return referrals;
  }
}
