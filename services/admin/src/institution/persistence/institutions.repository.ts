import { Injectable } from '@nestjs/common';
import { Transactions } from '@carrel/messaging';
import { Aggregates } from '../../persistence/aggregates.js';
import { Institution } from '../domain/institution.js';

@Injectable()
export class Institutions extends Aggregates<Institution> {
  constructor(transactions: Transactions) {
    super(transactions, Institution, 'institution');
  }

  /** Whether another open library of the group has this name but for case (A23). */
  hasNameAlike(groupId: string, name: string, exceptId: string): Promise<boolean> {
    return this.transactions.run(async (tx) => {
      const rows = await tx.manager.query<unknown[]>(
        `SELECT 1 FROM institutions WHERE subscription_group_id = $1 AND lower(name) = lower($2)
           AND id <> $3 AND profile_status <> 'closed' LIMIT 1`,
        [groupId, name, exceptId],
      );
      return rows.length > 0;
    });
  }
}
