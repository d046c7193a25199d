import { Injectable } from '@nestjs/common';
import { Transactions } from '@carrel/messaging';
import { KeyRing, type KeyChanges } from '../domain/key-ring.js';
import { SigningKey } from '../domain/signing-key.js';

@Injectable()
export class KeyTable {
  constructor(private readonly transactions: Transactions) {}

  all(): Promise<SigningKey[]> {
    return this.transactions.run((tx) => tx.manager.find(SigningKey, { order: { createdAt: 'ASC' } }));
  }

  /** One replica at a time, also while the table is still empty. */
  change(decide: (ring: KeyRing) => KeyChanges): Promise<void> {
    return this.transactions.run(async (tx) => {
      await tx.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('carrel signing keys', 0))`);
      const { save, remove } = decide(new KeyRing(await tx.manager.find(SigningKey)));
      await tx.manager.remove(remove);
      await tx.manager.save(save);
    });
  }
}
