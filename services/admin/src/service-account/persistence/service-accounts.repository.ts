import { Injectable } from '@nestjs/common';
import { Transactions } from '@carrel/messaging';
import { Aggregates, whole } from '../../shared/persistence/aggregates.js';
import { ServiceAccount, type Owner } from '../domain/service-account.js';

@Injectable()
export class ServiceAccounts extends Aggregates<ServiceAccount> {
  constructor(transactions: Transactions) {
    super(transactions, ServiceAccount, 'service account');
  }

  find(id: string): Promise<ServiceAccount | null> {
    return this.transactions.run((tx) => tx.manager.findOne(ServiceAccount, { where: whole({ id }) }));
  }

  /** The oldest first; `after` is the id of the last one seen. */
  of(owner: Owner, after: string | undefined, limit: number): Promise<ServiceAccount[]> {
    return this.transactions.run((tx) => {
      const query = tx.manager
        .createQueryBuilder(ServiceAccount, 'a')
        .where('a.owner_kind = :kind AND a.owner_id = :id', whole({ kind: owner.kind, id: owner.id }));
      if (after) query.andWhere('a.id > :after', { after });
      return query.orderBy('a.id').limit(limit).getMany();
    });
  }

  /** Ids of those that are not revoked and of which the account has seen a secret. */
  knownTo(accountId: string): Promise<string[]> {
    return this.transactions.run(async (tx) => {
      const rows = await tx.manager.query<{ id: string }[]>(
        'SELECT id FROM service_accounts WHERE active AND $1 IN (secret_by, previous_by) ORDER BY id',
        [accountId],
      );
      return rows.map((row) => row.id);
    });
  }

  /** Those of one owner are made one after another, so that they are counted. */
  async lockOf({ kind, id }: Owner): Promise<void> {
    await this.transactions.run((tx) =>
      tx.manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `programs of ${kind} ${id}`,
      ]),
    );
  }

  /** Ids of those that are not revoked. */
  activeOf({ kind, id }: Owner): Promise<string[]> {
    return this.transactions.run(async (tx) => {
      const rows = await tx.manager.query<{ id: string }[]>(
        'SELECT id FROM service_accounts WHERE owner_kind = $1 AND owner_id = $2 AND active ORDER BY id',
        [kind, id],
      );
      return rows.map((row) => row.id);
    });
  }
}
