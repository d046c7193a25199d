import { Injectable } from '@nestjs/common';
import { Clock, NotFound } from '@carrel/kernel';
import { newId, Transactions } from '@carrel/messaging';
import { Accounts } from '../registry/persistence/accounts.repository.js';
import { RoleRemoval } from '../account/role-removal.js';
import {
  mustAdministerGroup,
  mustAdministerInstitution,
  mustOperate,
  type Actor,
} from '../shared/domain/authority.js';
import { Institutions } from '../registry/persistence/institutions.repository.js';
import { Membership } from '../membership/domain/membership.js';
import { Memberships } from '../membership/persistence/memberships.repository.js';
import { ServiceAccounts } from '../service-account/persistence/service-accounts.repository.js';
import { Group, type GroupDescription, type GroupKind } from '../registry/domain/group.js';
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
      const cooperatives =
        (await this.memberships.countOf(library.id, id)) + (await this.groups.countMadeBy(library.id, id));
      const group = Group.create(id, 'cooperative', description, now, library.id);
      const { profileStatus, cooperativeMember } = library;
      const founder = { id: library.id, profileStatus, cooperativeMember, cooperatives };
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
}
