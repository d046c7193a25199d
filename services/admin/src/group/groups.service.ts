import { Injectable } from '@nestjs/common';
import { Clock, NotFound } from '@carrel/kernel';
import { newId, Transactions } from '@carrel/messaging';
import { noInstitution, type Account } from '../registry/domain/account.js';
import { Accounts } from '../registry/persistence/accounts.repository.js';
import { RoleRemoval } from '../account/role-removal.js';
import {
  mustAdministerGroup,
  mustAdministerInstitution,
  mustOperate,
  type Actor,
} from '../shared/domain/authority.js';
import type { Institution } from '../registry/domain/institution.js';
import { Institutions } from '../registry/persistence/institutions.repository.js';
import { Membership, type Applicant } from '../membership/domain/membership.js';
import { Memberships } from '../membership/persistence/memberships.repository.js';
import { ServiceAccounts } from '../service-account/persistence/service-accounts.repository.js';
import { Group, type GroupDescription, type GroupKind } from '../registry/domain/group.js';
import { GroupHasAdministrator } from '../registry/domain/refusals.js';
import { GroupQueries, type GroupRow } from '../registry/persistence/groups.queries.js';
import { Groups } from '../registry/persistence/groups.repository.js';

@Injectable()
export class GroupsService {
  constructor(
    private readonly groups: Groups,
    private readonly memberships: Memberships,
    private readonly institutions: Institutions,
    private readonly accounts: Accounts,
    private readonly roleRemoval: RoleRemoval,
    private readonly serviceAccounts: ServiceAccounts,
    private readonly queries: GroupQueries,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Whatever the operator wants; a cooperative by a library's administrator too. */
  async create(kind: GroupKind, description: GroupDescription, by: Actor, id = newId()): Promise<string> {
    if (!by.operator && kind === 'cooperative') return this.createOwn(description, by, id);
    mustOperate(by);
    await this.groups.add(Group.create(id, kind, description, this.clock.now()));
    return id;
  }

  /**
   * By the operator: a cooperative that nobody administers gets its first member and administrator, the account and
   * its library. A request of the library that waits is approved by it.
   */
  async begin(id: string, accountId: string, by: Actor): Promise<void> {
    mustOperate(by);
    await this.transactions.run(async () => {
      const { institutionId } = await this.accounts.get(accountId);
      if (institutionId === noInstitution) throw new NotFound('account');
      const library = await this.institutions.lock(institutionId);
      await this.groups.lock(id);
      const group = await this.groups.get(id);
      if (await this.accounts.groupHasAdministrator(id)) throw new GroupHasAdministrator();
      await this.letIn(group, library, by);
      const own = { id, kind: group.kind, includesLibrary: true };
      await this.accounts.change(accountId, (account) =>
        this.roleRemoval.whileChanging(account, by, () =>
          account.holdInGroup(
            own,
            [...new Set([...rolesHeld(account, id), 'group-admin' as const])],
            this.clock.now(),
          ),
        ),
      );
    });
  }

  change(id: string, description: GroupDescription, by: Actor): Promise<void> {
    mustAdministerGroup(by, id);
    return this.groups.change(id, (group) => group.change(description, this.clock.now()));
  }

  standBehind(id: string, institutionId: string | null, by: Actor): Promise<void> {
    mustAdministerGroup(by, id);
    return this.groups.change(id, async (group) =>
      group.standBehind(institutionId, await this.groups.librariesOf(id), this.clock.now()),
    );
  }

  /** Memberships and roles in it end, and its service accounts get no more tokens. */
  async delete(id: string, by: Actor): Promise<void> {
    if (!by.operator) mustAdministerGroup(by, id);
    await this.transactions.run(async () => {
      const now = this.clock.now();
      await this.groups.change(id, async (group) => {
        const libraries = group.kind === 'subscription' ? await this.groups.librariesOf(id) : new Set();
        group.delete(libraries.size, now);
      });
      for (const membershipId of await this.memberships.presentOf(id)) {
        await this.memberships.change(membershipId, (own) => own.move('leave', by.accountId, null, now));
      }
      await this.roleRemoval.fromGroup(id, by);
      for (const programId of await this.serviceAccounts.activeOf({ kind: 'group', id })) {
        await this.serviceAccounts.change(programId, (program) => program.revoke(now));
      }
    });
  }

  async get(id: string): Promise<GroupRow> {
    const row = await this.queries.one(id);
    if (!row) throw new NotFound('group');
    return row;
  }

  search(wanted: Parameters<GroupQueries['search']>[0]): Promise<GroupRow[]> {
    return this.queries.search(wanted);
  }

  ofInstitution(institutionId: string): Promise<GroupRow[]> {
    return this.queries.ofInstitution(institutionId);
  }

  /** The library belongs to it from the start, and whoever made it runs it. */
  private createOwn(description: GroupDescription, by: Actor, id: string): Promise<string> {
    mustAdministerInstitution(by, by.institutionId);
    return this.transactions.run(async () => {
      const now = this.clock.now();
      // The library's row is held so that its groups are counted one after another.
      const library = await this.institutions.lock(by.institutionId);
      const group = Group.create(id, 'cooperative', description, now, library.id);
      const founder = await this.applicant(library, id);
      const membership = Membership.request(newId(), group, founder, by.accountId, now);
      membership.move('approve', by.accountId, null, now);
      await this.groups.add(group);
      await this.memberships.add(membership);
      const own = { id, kind: 'cooperative', includesLibrary: true } as const;
      await this.accounts.change(by.accountId, (account) =>
        this.roleRemoval.whileChanging(account, by, () => account.holdInGroup(own, ['group-admin'], now)),
      );
      return id;
    });
  }

  /** However it stood with the group before, unless it was blocked. */
  private async letIn(group: Group, library: Institution, by: Actor): Promise<void> {
    const now = this.clock.now();
    const founder = await this.applicant(library, group.id);
    const earlier = await this.memberships.between(group.id, library.id);
    if (!earlier) {
      const membership = Membership.request(newId(), group, founder, by.accountId, now);
      membership.move('approve', by.accountId, null, now);
      return this.memberships.add(membership);
    }
    await this.memberships.change(earlier.id, (membership) => {
      if (membership.status === 'active') return;
      if (membership.status === 'inactive') return membership.move('resume', by.accountId, null, now);
      if (membership.status !== 'pending') membership.requestAgain(group, founder, by.accountId, now);
      membership.move('approve', by.accountId, null, now);
    });
  }

  private async applicant(library: Institution, exceptGroupId: string): Promise<Applicant> {
    const { id, profileStatus, cooperativeMember } = library;
    const cooperatives =
      (await this.memberships.countOf(id, exceptGroupId)) +
      (await this.groups.countMadeBy(id, exceptGroupId));
    return { id, profileStatus, cooperativeMember, cooperatives };
  }
}

const rolesHeld = ({ groupRoles }: Account, id: string) =>
  groupRoles.filter(({ groupId }) => groupId === id).map(({ role }) => role);
