import { Injectable } from '@nestjs/common';
import type { EndOfSignIn } from '@carrel/contracts';
import { Clock } from '@carrel/kernel';
import { Job, Transactions } from '@carrel/messaging';
import { rolesIn } from '@carrel/web';
import type { Actor } from '../shared/domain/authority.js';
import { SecondFactorRequirement } from '../credential/requirement.js';
import { ServiceAccounts } from '../service-account/persistence/service-accounts.repository.js';
import { SignIns } from '../credential/persistence/sign-ins.repository.js';
import { noInstitution, type Account, type ChangeReason } from '../registry/domain/account.js';
import { AccountChanges } from '../registry/persistence/account-changes.js';
import { Accounts } from '../registry/persistence/accounts.repository.js';

/** In whose name upkeep acts. */
const nobody: Actor = {
  ...{ accountId: noInstitution, institutionId: noInstitution, roles: [], groupRoles: [], operator: true },
};

/**
 * What ends with a role: the role itself, the sign-ins whose tokens and streams were opened with it, and the service
 * accounts whose secret its holder has seen as an administrator (B40, B41).
 */
@Injectable()
export class RoleRemoval {
  constructor(
    private readonly accounts: Accounts,
    private readonly changes: AccountChanges,
    private readonly signIns: SignIns,
    private readonly serviceAccounts: ServiceAccounts,
    private readonly secondFactors: SecondFactorRequirement,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Changes the account and ends its sign-ins if it holds fewer roles then; the caller's own sign-in goes on. */
  async whileChanging<T>(
    account: Account,
    by: Actor,
    change: () => T | Promise<T>,
    because: ChangeReason = 'roles-changed',
  ): Promise<T> {
    const before = rolesIn(account);
    const result = await change();
    const after = rolesIn(account);
    const lost = before.filter((role) => !after.includes(role));
    const gained = after.some((role) => !before.includes(role));
    const now = this.clock.now();
    if (lost.length > 0 || gained) await this.changes.note(account, because, by.accountId, now);
    if (gained) await this.secondFactors.endSignInsWithout(account);
    if (lost.length > 0) {
      await this.signIns.endAll(account.id, 'role-removed', now, by.session ?? null);
      await this.forgetSecrets(account);
    }
    return result;
  }

  /** The account is deactivated: it acts for nobody any more. */
  async afterDeactivation(account: Account, by: Actor): Promise<void> {
    const now = this.clock.now();
    await this.changes.note(account, 'deactivated', by.accountId, now);
    await this.signIns.endAll(account.id, 'deactivated', now);
    await this.forgetSecrets(account);
  }

  /** The library is no active member of the group any more: its people's roles in it go, and the group's provider. */
  fromLibrary(institutionId: string, groupId: string, by: Actor): Promise<void> {
    return this.transactions.run(async () => {
      for (const id of await this.accounts.ofLibraryWithRolesIn(institutionId, groupId)) {
        await this.leave(id, [groupId], by, 'membership-ended');
      }
      await this.signIns.endOfProviderAt(groupId, institutionId, this.clock.now());
    });
  }

  /** The group is no more. */
  fromGroup(groupId: string, by: Actor): Promise<void> {
    return this.transactions.run(async () => {
      for (const id of await this.accounts.withRolesIn(groupId))
        await this.leave(id, [groupId], by, 'group-deleted');
    });
  }

  /** The library is closed: roles in every group go, and nobody of it is signed in any more. */
  fromClosedLibrary(institutionId: string, by: Actor): Promise<void> {
    return this.transactions.run(async () => {
      for (const id of await this.accounts.ofLibraryWithGroupRoles(institutionId))
        await this.leave(id, 'all', by, 'library-closed');
      for (const id of await this.accounts.idsOfLibrary(institutionId)) {
        await this.signIns.endAll(id, 'library-closed' satisfies EndOfSignIn, this.clock.now());
      }
    });
  }

  /** Roles from before they ended with the membership, and whatever else has left one behind. */
  @Job('end-left-over-roles', { cron: '7 * * * *' })
  async endLeftOver(): Promise<void> {
    for (const { id, groupId } of await this.accounts.leftOverRoles())
      await this.leave(id, [groupId], nobody, 'membership-ended');
  }

  private leave(
    id: string,
    groups: readonly string[] | 'all',
    by: Actor,
    because: ChangeReason,
  ): Promise<void> {
    return this.accounts.change(id, (account) => {
      const left = groups === 'all' ? account.groupRoles.map(({ groupId }) => groupId) : groups;
      const change = () => {
        for (const groupId of new Set(left)) account.leaveGroup(groupId, this.clock.now());
      };
      return this.whileChanging(account, by, change, because);
    });
  }

  /** Secrets of programs whose owner the account does not administer any more. */
  private async forgetSecrets(account: Account): Promise<void> {
    for (const id of await this.serviceAccounts.knownTo(account.id)) {
      await this.serviceAccounts.change(id, (program) => {
        const { kind, id: ownerId } = program.owner;
        const administers =
          kind === 'group'
            ? account.administersGroup(ownerId)
            : account.administersLibrary && account.institutionId === ownerId;
        if (!administers) program.loseTrustIn(account.id, this.clock.now());
      });
    }
  }
}
