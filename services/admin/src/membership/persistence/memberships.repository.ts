import { Injectable } from '@nestjs/common';
import { Transactions } from '@carrel/messaging';
import { Aggregates, whole } from '../../shared/persistence/aggregates.js';
import { Membership } from '../domain/membership.js';
import { countedStatuses } from '../domain/moves.js';

@Injectable()
export class Memberships extends Aggregates<Membership> {
  constructor(transactions: Transactions) {
    super(transactions, Membership, 'membership');
  }

  between(groupId: string, institutionId: string): Promise<Membership | null> {
    return this.transactions.run((tx) =>
      tx.manager.findOne(Membership, { where: whole({ groupId, institutionId }) }),
    );
  }

  /** Within a change, for what reads the table before the change is over. */
  save(membership: Membership): Promise<void> {
    return this.transactions.run(async (tx) => {
      await tx.manager.save(membership);
    });
  }

  /** Everyone who belongs to the group or asks to. */
  presentOf(groupId: string): Promise<string[]> {
    return this.transactions.run(async (tx) => {
      const rows = await tx.manager.query<{ id: string }[]>(
        'SELECT id FROM memberships WHERE group_id = $1 AND status = ANY($2) ORDER BY id',
        [groupId, countedStatuses],
      );
      return rows.map(({ id }) => id);
    });
  }

  /** How many cooperatives count toward the library's limit, `exceptGroupId` left out. */
  countOf(institutionId: string, exceptGroupId: string): Promise<number> {
    return this.transactions.run(async (tx) => {
      const [row] = await tx.manager.query<{ count: number }[]>(
        `SELECT count(*)::int AS count FROM memberships
         WHERE institution_id = $1 AND group_id <> $2 AND status = ANY($3)`,
        [institutionId, exceptGroupId, countedStatuses],
      );
      return row?.count ?? 0;
    });
  }
}
