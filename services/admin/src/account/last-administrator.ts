import { Injectable } from '@nestjs/common';
import { Transactions } from '@carrel/messaging';
import type { Actor } from '../shared/domain/authority.js';
import { Groups } from '../registry/persistence/groups.repository.js';
import { Institutions } from '../registry/persistence/institutions.repository.js';
import { noInstitution, type Account } from '../registry/domain/account.js';
import { LastAdministrator } from '../registry/domain/refusals.js';
import { Accounts } from '../registry/persistence/accounts.repository.js';

/**
 * A library, a group and the platform keep an administrator: no change of an account takes the last one away. The
 * operator alone may, who names the next one.
 */
@Injectable()
export class LastAdministratorGuard {
  constructor(
    private readonly accounts: Accounts,
    private readonly institutions: Institutions,
    private readonly groups: Groups,
    private readonly transactions: Transactions,
  ) {}

  /**
   * Changes an account under locks of the library and the groups it administers, so that two administrators who act
   * on each other come one after another. `alsoGroupIds` are locked with them. @throws LastAdministrator
   */
  change<T>(
    id: string,
    by: Actor,
    decide: (account: Account) => T | Promise<T>,
    alsoGroupIds: readonly string[] = [],
  ): Promise<T> {
    return this.transactions.run(async () => {
      const { institutionId, groupRoles } = await this.accounts.get(id);
      if (institutionId !== noInstitution) await this.institutions.lock(institutionId);
      const groupIds = new Set([...groupRoles.map(({ groupId }) => groupId), ...alsoGroupIds]);
      for (const groupId of [...groupIds].sort()) await this.groups.lock(groupId);
      return this.accounts.change(id, async (account) => {
        const before = powersOf(account);
        const result = await decide(account);
        await this.mustLeaveOne(account, before, by);
        return result;
      });
    });
  }

  /** A library goes out of a group, and its people's roles in the group with it. @throws LastAdministrator */
  async whileLeaving(groupId: string, by: Actor, leave: () => Promise<void>): Promise<void> {
    await this.transactions.run(async () => {
      await this.groups.lock(groupId);
      const before = await this.accounts.otherAdministratorsOfGroup(groupId, noInstitution);
      await leave();
      if (by.operator || before.length === 0) return;
      const after = await this.accounts.otherAdministratorsOfGroup(groupId, noInstitution);
      if (after.length === 0) throw new LastAdministrator('group');
    });
  }

  private async mustLeaveOne(account: Account, before: Powers, by: Actor): Promise<void> {
    const after = powersOf(account);
    if (before.operator && !after.operator && (await this.accounts.otherOperators(account.id)).length === 0) {
      throw new LastAdministrator('platform');
    }
    if (by.operator) return;
    if (before.library && !after.library) {
      const others = await this.accounts.otherAdministratorsOf(account.institutionId, account.id);
      if (others.length === 0) throw new LastAdministrator('library');
    }
    for (const groupId of before.groups.filter((one) => !after.groups.includes(one))) {
      const others = await this.accounts.otherAdministratorsOfGroup(groupId, account.id);
      if (others.length === 0) throw new LastAdministrator('group');
    }
  }
}

interface Powers {
  readonly operator: boolean;
  readonly library: boolean;
  readonly groups: readonly string[];
}

function powersOf(account: Account): Powers {
  const groupIds = [...new Set(account.groupRoles.map(({ groupId }) => groupId))];
  return {
    operator: account.active && account.operator,
    library: account.administersLibrary,
    groups: groupIds.filter((groupId) => account.administersGroup(groupId)),
  };
}
