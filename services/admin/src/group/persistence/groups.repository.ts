import { Injectable } from '@nestjs/common';
import { Transactions } from '@carrel/messaging';
import { Aggregates } from '../../persistence/aggregates.js';
import { Group } from '../domain/group.js';

@Injectable()
export class Groups extends Aggregates<Group> {
  constructor(transactions: Transactions) {
    super(transactions, Group, 'group');
  }

  /** Libraries of a subscription group that are not closed, or those that have joined a cooperative (B4). */
  librariesOf(groupId: string): Promise<Set<string>> {
    return this.transactions.run(async (tx) => {
      const rows = await tx.manager.query<{ id: string }[]>(
        `SELECT id FROM institutions WHERE subscription_group_id = $1 AND profile_status <> 'closed'
         UNION SELECT institution_id FROM memberships WHERE group_id = $1 AND status = 'active'`,
        [groupId],
      );
      return new Set(rows.map((row) => row.id));
    });
  }
}
