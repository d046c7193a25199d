import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '@carrel/messaging';
import { whole } from '../../shared/persistence/aggregates.js';
import { SecondFactor, type WhatChanged } from '../domain/second-factor.js';

/** One line of an account's history of second factors. */
export interface SecondFactorChange {
  what: WhatChanged;
  changedBy: string;
  changedAt: Date;
}
@Injectable()
export class SecondFactors {
  constructor(private readonly transactions: Transactions) {}

  /** As it stands; none at all for most accounts. */
  async of(accountId: string): Promise<SecondFactor> {
    const found = await this.transactions.run((tx) =>
      tx.manager.findOne(SecondFactor, { where: whole({ accountId }) }),
    );
    return found ?? SecondFactor.of(accountId);
  }

  /** Decides under a lock, so that a code that comes twice at once is used once. */
  change<T>(accountId: string, decide: (factor: SecondFactor) => T | Promise<T>): Promise<T> {
    return this.transactions.run(async (tx) => {
      await tx.manager.query('INSERT INTO second_factors (account_id) VALUES ($1) ON CONFLICT DO NOTHING', [
        accountId,
      ]);
      const factor = await tx.manager.findOneOrFail(SecondFactor, {
        where: whole({ accountId }),
        lock: { mode: 'pessimistic_write' },
      });
      const result = await decide(factor);
      await tx.manager.save(factor);
      return result;
    });
  }

  note(accountId: string, what: WhatChanged, by: string, now: Date): Promise<void> {
    return this.transactions.run(async (tx) => {
      await tx.manager.query(
        `INSERT INTO second_factor_changes (id, account_id, what, changed_by, changed_at) VALUES ($1, $2, $3, $4, $5)`,
        [newId(), accountId, what, by, now],
      );
    });
  }

  /** The newest first. */
  history(accountId: string, limit: number): Promise<SecondFactorChange[]> {
    return this.transactions.run((tx) =>
      tx.manager.query<SecondFactorChange[]>(
        `SELECT what, changed_by AS "changedBy", changed_at AS "changedAt" FROM second_factor_changes
         WHERE account_id = $1 ORDER BY id DESC LIMIT $2`,
        [accountId, limit],
      ),
    );
  }

  /** Everybody with an authenticator app, for sealing anew. */
  withTotp(): Promise<string[]> {
    return this.transactions.run(async (tx) => {
      const rows = await tx.manager.query<{ id: string }[]>(
        'SELECT account_id AS id FROM second_factors WHERE sealed_totp IS NOT NULL OR sealed_pending_totp IS NOT NULL',
      );
      return rows.map(({ id }) => id);
    });
  }

  /** Which of these groups want a second factor of administrators. */
  async wantedBy(groupIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.transactions.run((tx) =>
      tx.manager.query<{ id: string }[]>(
        `SELECT owner_id AS id FROM settings WHERE key = 'second-factor' AND owner_id = ANY ($1::uuid[])
           AND value->>'requiredOfAdministrators' = 'true'`,
        [groupIds],
      ),
    );
    return new Set(rows.map(({ id }) => id));
  }
}
