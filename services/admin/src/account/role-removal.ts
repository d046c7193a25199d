import { Injectable } from '@nestjs/common';
import type { EndOfSignIn } from '@carrel/contracts';
import { Clock } from '@carrel/kernel';
import { Transactions } from '@carrel/messaging';
import { rolesIn } from '@carrel/web';
import type { Actor } from '../domain/authority.js';
import { SignIns } from '../sign-in/persistence/sign-ins.repository.js';
import type { Account } from './domain/account.js';
import { Accounts } from './persistence/accounts.repository.js';

/** What ends with a role: the role itself, and the sign-ins whose tokens and streams were opened with it (B40, B41). */
@Injectable()
export class RoleRemoval {
  constructor(
    private readonly accounts: Accounts,
    private readonly signIns: SignIns,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Changes the account and ends its sign-ins if it holds fewer roles then; the caller's own sign-in goes on. */
  async whileChanging<T>(account: Account, by: Actor, change: () => T | Promise<T>): Promise<T> {
    const before = rolesIn(account);
    const result = await change();
    const after = new Set(rolesIn(account));
    if (before.some((role) => !after.has(role))) {
      await this.signIns.endAll(account.id, 'role-removed', this.clock.now(), by.session ?? null);
    }
    return result;
  }

  /** The library is no active member of the group any more, so its people's roles in it go. */
  fromLibrary(institutionId: string, groupId: string, by: Actor): Promise<void> {
    return this.transactions.run(async () => {
      for (const id of await this.accounts.ofLibraryWithRolesIn(institutionId, groupId)) {
        await this.leave(id, [groupId], by);
      }
    });
  }

  /** The group is no more. */
  fromGroup(groupId: string, by: Actor): Promise<void> {
    return this.transactions.run(async () => {
      for (const id of await this.accounts.withRolesIn(groupId)) await this.leave(id, [groupId], by);
    });
  }

  /** The library is closed: roles in every group go, and nobody of it is signed in any more. */
  fromClosedLibrary(institutionId: string, by: Actor): Promise<void> {
    return this.transactions.run(async () => {
      for (const id of await this.accounts.ofLibraryWithGroupRoles(institutionId))
        await this.leave(id, 'all', by);
      for (const id of await this.accounts.idsOfLibrary(institutionId)) {
        await this.signIns.endAll(id, 'library-closed' satisfies EndOfSignIn, this.clock.now());
      }
    });
  }

  private leave(id: string, groups: readonly string[] | 'all', by: Actor): Promise<void> {
    return this.accounts.change(id, (account) =>
      this.whileChanging(account, by, () => {
        const left = groups === 'all' ? account.groupRoles.map(({ groupId }) => groupId) : groups;
        for (const groupId of new Set(left)) account.leaveGroup(groupId, this.clock.now());
      }),
    );
  }
}
