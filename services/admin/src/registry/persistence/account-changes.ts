import { Injectable } from '@nestjs/common';
import type { GroupRole, InstitutionRole } from '@carrel/contracts';
import { newId, Transactions } from '@carrel/messaging';
import { DataSource } from 'typeorm';
import type { Account, ChangeReason } from '../domain/account.js';

export interface AccountChangeRow {
  id: string;
  at: Date;
  changedBy: string;
  because: ChangeReason;
  roles: InstitutionRole[];
  groupRoles: { groupId: string; role: GroupRole }[];
  active: boolean;
}

/** What became of the roles of each account, by whom and why. */
@Injectable()
export class AccountChanges {
  constructor(
    private readonly transactions: Transactions,
    private readonly db: DataSource,
  ) {}

  /** In the transaction that changes the account: how it stands then. */
  note(account: Account, because: ChangeReason, by: string, at: Date): Promise<void> {
    const { id, roles, groupRoles, active } = account;
    return this.transactions.run(async (tx) => {
      await tx.manager.query(
        `INSERT INTO account_changes (id, account_id, at, changed_by, because, roles, group_roles, active)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [newId(), id, at, by, because, roles, JSON.stringify(groupRoles), active],
      );
    });
  }

  /** The newest first. */
  of(accountId: string, limit: number, before?: string): Promise<AccountChangeRow[]> {
    return this.db.query(
      `SELECT id, at, changed_by AS "changedBy", because, roles, group_roles AS "groupRoles", active
       FROM account_changes WHERE account_id = $1 AND ($2::uuid IS NULL OR id < $2)
       ORDER BY id DESC LIMIT $3`,
      [accountId, before ?? null, limit],
    );
  }
}
