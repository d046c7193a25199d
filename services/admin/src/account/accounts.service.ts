import type { ByName } from '../shared/persistence/name-search.js';
import { Injectable } from '@nestjs/common';
import type { GroupRole, InstitutionRole } from '@carrel/contracts';
import { Clock, isSameMailbox, NotFound } from '@carrel/kernel';
import { newId, Transactions } from '@carrel/messaging';
import {
  administersInstitution,
  mustAdministerGroup,
  mustReachGroupsOf,
  NotAllowed,
  type Actor,
} from '../shared/domain/authority.js';
import { Groups } from '../registry/persistence/groups.repository.js';
import { Institutions } from '../registry/persistence/institutions.repository.js';
import { Credentials } from '../credential/persistence/credentials.repository.js';
import { SignIns } from '../credential/persistence/sign-ins.repository.js';
import { Account, noInstitution, type Person } from '../registry/domain/account.js';
import { AccountChanges, type AccountChangeRow } from '../registry/persistence/account-changes.js';
import { AccountQueries, type AccountRow } from '../registry/persistence/accounts.queries.js';
import { LastAdministratorGuard } from './last-administrator.js';
import { Accounts } from '../registry/persistence/accounts.repository.js';
import { RoleRemoval } from './role-removal.js';

export interface AccountInput {
  readonly person: Person;
  readonly roles: readonly InstitutionRole[];
  readonly trained: boolean;
}

@Injectable()
export class AccountsService {
  constructor(
    private readonly accounts: Accounts,
    private readonly institutions: Institutions,
    private readonly groups: Groups,
    private readonly credentials: Credentials,
    private readonly signIns: SignIns,
    private readonly roleRemoval: RoleRemoval,
    private readonly lastAdministrator: LastAdministratorGuard,
    private readonly changes: AccountChanges,
    private readonly queries: AccountQueries,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** By the library's administrator (R9); the operator makes the first one of each library. */
  async create(
    institutionId: string,
    input: AccountInput & { invite?: boolean },
    by: Actor,
    id = newId(),
  ): Promise<AccountRow> {
    if (!by.operator && !administersInstitution(by, institutionId)) {
      throw new NotAllowed('Only an administrator of that library may do this.');
    }
    await this.transactions.run(async () => {
      await this.institutions.get(institutionId);
      const at = { institutionId, roles: input.roles, trained: input.trained };
      const number = await this.accounts.nextNumber();
      const account = Account.create(id, number, at, input.person, this.clock.now());
      if (input.invite) account.inviteByMail('invitation', this.clock.now());
      await this.accounts.add(account);
      await this.changes.note(account, 'created', by.accountId, this.clock.now());
    });
    return this.found(id);
  }

  /** A new address is a new way to sign in: links to the old one become invalid, and sign-ins end but the caller's. */
  async change(id: string, input: AccountInput, by: Actor): Promise<AccountRow> {
    await this.lastAdministrator.change(id, by, async (account) => {
      mustLookAfter(account, by);
      const now = this.clock.now();
      const moved = !isSameMailbox(account.email, input.person.email);
      if (moved) mustReachGroupsOf(account, by);
      const groupId = await this.subscriptionGroupOf(account);
      await this.roleRemoval.whileChanging(account, by, () => account.change(input, groupId, now));
      if (!moved) return;
      await this.credentials.change(id, (credential) => credential.revokeInvitation());
      await this.signIns.endAll(id, 'password-changed', now, by.session ?? null);
    });
    return this.found(id);
  }

  /** Its sign-ins end with it, and every service gets the event (guarantee 24). */
  async deactivate(id: string, by: Actor): Promise<AccountRow> {
    await this.lastAdministrator.change(id, by, async (account) => {
      mustLookAfter(account, by);
      mustReachGroupsOf(account, by);
      account.deactivate(by, this.clock.now());
      await this.roleRemoval.afterDeactivation(account, by);
    });
    return this.found(id);
  }

  /** By those who may deactivate it; what the operator has deactivated, by the operator alone. */
  async reactivate(id: string, by: Actor): Promise<AccountRow> {
    await this.accounts.change(id, async (account) => {
      mustLookAfter(account, by);
      mustReachGroupsOf(account, by);
      const now = this.clock.now();
      account.reactivate(by, now);
      await this.changes.note(account, 'reactivated', by.accountId, now);
    });
    return this.found(id);
  }

  /** By the group's administrator; the operator names the first one of each group. */
  async holdInGroup(
    groupId: string,
    id: string,
    roles: readonly GroupRole[],
    by: Actor,
  ): Promise<AccountRow> {
    if (!by.operator) mustAdministerGroup(by, groupId);
    const { kind } = await this.groups.get(groupId);
    const change = async (account: Account): Promise<void> => {
      // Read under the group's lock, which the end of a membership takes too.
      const libraries = await this.groups.librariesOf(groupId);
      const known = by.operator || libraries.has(account.institutionId);
      if (!known) throw new NotFound('account');
      const group = { id: groupId, kind, includesLibrary: libraries.has(account.institutionId) };
      await this.roleRemoval.whileChanging(account, by, () =>
        account.holdInGroup(group, roles, this.clock.now()),
      );
    };
    await this.lastAdministrator.change(id, by, change, [groupId]);
    return this.found(id);
  }

  ofInstitution(wanted: Parameters<AccountQueries['ofInstitution']>[0], by: Actor): Promise<AccountRow[]> {
    if (!by.operator && !administersInstitution(by, wanted.institutionId)) {
      throw new NotAllowed('Only an administrator of that library may do this.');
    }
    return this.queries.ofInstitution(wanted);
  }

  /** Who works at one's own library, by name. */
  colleagues(
    institutionId: string,
    wanted: Omit<ByName, 'search'>,
  ): Promise<Pick<AccountRow, 'id' | 'name'>[]> {
    return this.queries.working({ ...wanted, institutionId });
  }

  async get(id: string, by: Actor): Promise<AccountRow> {
    const row = await this.queries.one(id);
    if (!row) throw new NotFound('account');
    mustLookAfter(row, by);
    return row;
  }

  /** Changes of its roles, the newest first. */
  async historyOf(
    id: string,
    page: { before?: string | undefined; limit: number },
    by: Actor,
  ): Promise<AccountChangeRow[]> {
    await this.get(id, by);
    return this.changes.of(id, page.limit, page.before);
  }

  /** The caller's own account. */
  own(by: Actor): Promise<AccountRow> {
    return this.found(by.accountId);
  }

  private async subscriptionGroupOf({ institutionId }: Account): Promise<string> {
    if (institutionId === noInstitution) return noInstitution;
    return (await this.institutions.get(institutionId)).subscriptionGroupId;
  }

  private async found(id: string): Promise<AccountRow> {
    const row = await this.queries.one(id);
    if (!row) throw new NotFound('account');
    return row;
  }
}

/** Accounts of other libraries are not found for the caller. */
function mustLookAfter(account: { institutionId: string }, by: Actor): void {
  if (!by.operator && !administersInstitution(by, account.institutionId)) throw new NotFound('account');
}
