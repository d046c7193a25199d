import { Injectable } from '@nestjs/common';
import { Transactions } from '@carrel/messaging';
import { lookOf } from '../../shared/domain/look-alike.js';
import { Aggregates } from '../../shared/persistence/aggregates.js';
import { Institution } from '../domain/institution.js';

@Injectable()
export class Institutions extends Aggregates<Institution> {
  constructor(transactions: Transactions) {
    super(transactions, Institution, 'institution');
  }

  /** Whether another open library of the group has a name that looks like this one (A23). */
  hasNameAlike(groupId: string, name: string, exceptId: string): Promise<boolean> {
    return this.transactions.run(async (tx) => {
      const rows = await tx.manager.query<{ name: string }[]>(
        `SELECT name FROM institutions WHERE subscription_group_id = $1
           AND id <> $2 AND profile_status <> 'closed'`,
        [groupId, exceptId],
      );
      return rows.some((row) => lookOf(row.name) === lookOf(name));
    });
  }
}
