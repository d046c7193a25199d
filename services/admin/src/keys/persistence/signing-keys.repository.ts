import { EntitySchema } from 'typeorm';
import { json, text, time, timeOrNull } from '../../shared/persistence/columns.js';
import { SigningKey, KeyRing, type KeyChanges } from '../domain/key-ring.js';
import { Injectable } from '@nestjs/common';
import { Transactions } from '@carrel/messaging';

export const signingKeySchema = new EntitySchema<SigningKey>({
  name: 'signing-key',
  target: SigningKey,
  tableName: 'signing_keys',
  columns: {
    kid: { ...text('kid'), primary: true },
    publicKey: json('public_key'),
    sealedPrivateKey: text('sealed_private_key'),
    createdAt: time('created_at'),
    signingSince: timeOrNull('signing_since'),
    retiredAt: timeOrNull('retired_at'),
  },
});

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
