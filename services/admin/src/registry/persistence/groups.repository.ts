import { Injectable } from '@nestjs/common';
import { NotFound } from '@carrel/kernel';
import { Transactions } from '@carrel/messaging';
import { Aggregates } from '../../shared/persistence/aggregates.js';
import { Group } from '../domain/group.js';

@Injectable()
export class Groups extends Aggregates<Group> {
  constructor(transactions: Transactions) {
    super(transactions, Group, 'group');
  }

  /** How many cooperatives the library has made that are not deleted. */
  countMadeBy(institutionId: string, exceptGroupId: string): Promise<number> {
    return this.transactions.run(async (tx) => {
      const [row] = await tx.manager.query<{ count: number }[]>(
        `SELECT count(*)::int AS count FROM groups WHERE made_by_institution_id = $1 AND deleted_at IS NULL AND id <> $2
           AND NOT EXISTS (SELECT FROM memberships m WHERE m.group_id = groups.id AND m.institution_id = $1
             AND m.status IN ('pending', 'active', 'inactive'))`,
        [institutionId, exceptGroupId],
      );
      return row?.count ?? 0;
    });
  }

  /** A deleted group is not found. */
  override async get(id: string): Promise<Group> {
    const group = await super.get(id);
    if (group.deletedAt) throw new NotFound('group');
    return group;
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
