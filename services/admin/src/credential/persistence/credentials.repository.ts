import { Injectable } from '@nestjs/common';
import { Transactions } from '@carrel/messaging';
import type { FindOptionsWhere } from 'typeorm';
import { whole } from '../../shared/persistence/aggregates.js';
import { Credential } from '../domain/credential.js';

@Injectable()
export class Credentials {
  constructor(private readonly transactions: Transactions) {}

  of(accountId: string): Promise<Credential | null> {
    return this.transactions.run((tx) => tx.manager.findOne(Credential, { where: whole({ accountId }) }));
  }

  /** As `of`, and nobody else changes it until the surrounding transaction ends. */
  lock(accountId: string): Promise<Credential | null> {
    return this.transactions.run((tx) =>
      tx.manager.findOne(Credential, {
        where: whole({ accountId }),
        lock: { mode: 'pessimistic_write' },
      }),
    );
  }

  /** Makes the credential of an account that has none yet. */
  async change<T>(accountId: string, decide: (credential: Credential) => T): Promise<T> {
    const changed = await this.transactions.run(async (tx) => {
      await tx.manager.query('INSERT INTO credentials (account_id) VALUES ($1) ON CONFLICT DO NOTHING', [
        accountId,
      ]);
      return this.decide({ accountId }, decide);
    });
    return changed!.result;
  }

  /** Undefined when no invitation has this hash. */
  changeInvited<T>(invitationHash: string, decide: (credential: Credential) => T) {
    return this.decide({ invitationHash }, decide);
  }

  private decide<T>(where: FindOptionsWhere<Credential>, decide: (credential: Credential) => T) {
    return this.transactions.run(async (tx) => {
      const credential = await tx.manager.findOne(Credential, {
        where: whole(where),
        lock: { mode: 'pessimistic_write' },
      });
      if (!credential) return undefined;
      const result = decide(credential);
      await tx.manager.save(credential);
      return { accountId: credential.accountId, result };
    });
  }
}
