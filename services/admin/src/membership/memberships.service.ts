import { Injectable } from '@nestjs/common';
import { Clock, NotFound, Refusal } from '@carrel/kernel';
import { newId, Transactions } from '@carrel/messaging';
import { LastAdministratorGuard } from '../account/last-administrator.js';
import { RoleRemoval } from '../account/role-removal.js';
import {
  administersGroup,
  mustAdministerGroup,
  mustAdministerInstitution,
  type Actor,
} from '../shared/domain/authority.js';
import { Accounts } from '../registry/persistence/accounts.repository.js';
import { Groups } from '../registry/persistence/groups.repository.js';
import { Institutions } from '../registry/persistence/institutions.repository.js';
import { mayMove } from './domain/deciders.js';
import { Membership, type Applicant, type Joinable } from './domain/membership.js';
import type { MembershipMove, MembershipStatus } from './domain/moves.js';
import { MembershipQueries, type MembershipRow } from './persistence/memberships.queries.js';
import { Memberships } from './persistence/memberships.repository.js';

export type { MembershipRow };

@Injectable()
export class MembershipsService {
  constructor(
    private readonly memberships: Memberships,
    private readonly institutions: Institutions,
    private readonly groups: Groups,
    private readonly accounts: Accounts,
    private readonly roleRemoval: RoleRemoval,
    private readonly lastAdministrator: LastAdministratorGuard,
    private readonly queries: MembershipQueries,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** The caller's library asks to join (R112..R115). */
  async request(groupId: string, by: Actor): Promise<MembershipRow> {
    mustAdministerInstitution(by, by.institutionId);
    const id = await this.transactions.run(async () => {
      // The library's row is held so that its requests are counted one after another.
      const institution = await this.institutions.lock(by.institutionId);
      const group = await this.groups.get(groupId);
      const cooperatives =
        (await this.memberships.countOf(institution.id, group.id)) +
        (await this.groups.countMadeBy(institution.id, group.id));
      const { profileStatus, cooperativeMember } = institution;
      const applicant = { id: institution.id, profileStatus, cooperativeMember, cooperatives };
      const earlier = await this.memberships.between(group.id, institution.id);
      return earlier
        ? this.requestAgain(earlier.id, group, applicant, by)
        : this.requestFirst(group, applicant, by);
    });
    return this.found(id);
  }

  /** When the library is no active member then, its people's roles in the group go in the same transaction (B40). */
  async move(
    id: string,
    move: Exclude<MembershipMove, 'request'>,
    by: Actor,
    note: string | null = null,
  ): Promise<MembershipRow> {
    await this.memberships.change(id, async (membership) => {
      const side = mayMove(
        move,
        membership,
        by,
        !by.operator || (await this.isAdministered(membership.groupId)),
      );
      membership.move(move, by.accountId, note, this.clock.now(), side);
      if (membership.status !== 'active') await this.leaveGroup(membership, by);
    });
    return this.found(id);
  }

  /** The same step for many members of one group, each in its own transaction: a refusal does not stop the others. */
  async moveAll(
    groupId: string,
    ids: readonly string[],
    move: Exclude<MembershipMove, 'request'>,
    by: Actor,
    note: string | null = null,
  ): Promise<{ id: string; membership: MembershipRow | null; refusal: Refusal | null }[]> {
    mustAdministerGroup(by, groupId);
    const answers = [];
    for (const id of ids) {
      try {
        const row = await this.queries.one(id);
        if (row?.groupId !== groupId) throw new NotFound('membership');
        answers.push({ id, membership: await this.move(id, move, by, note), refusal: null });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        answers.push({ id, membership: null, refusal: error });
      }
    }
    return answers;
  }

  /** All of them for the group's administrators; the active ones and their own for everybody else (R117). */
  async ofGroup(
    wanted: {
      groupId: string;
      status?: MembershipStatus | undefined;
      after?: string | undefined;
      limit: number;
    },
    by: Actor,
  ): Promise<MembershipRow[]> {
    await this.groups.get(wanted.groupId);
    const all = by.operator || administersGroup(by, wanted.groupId);
    return this.queries.ofGroup({ ...wanted, seenBy: all ? undefined : by.institutionId });
  }

  /** Where the caller's own library stands, the awaiting and the approved ones (R115). */
  ofCallersLibrary(by: Actor): Promise<MembershipRow[]> {
    return this.queries.ofInstitution(by.institutionId);
  }

  async get(id: string, by: Actor): Promise<MembershipRow> {
    const row = await this.queries.one(id);
    const concerned =
      row && (by.operator || administersGroup(by, row.groupId) || by.institutionId === row.institutionId);
    if (!concerned) throw new NotFound('membership');
    return row;
  }

  private async requestFirst(group: Joinable, applicant: Applicant, by: Actor): Promise<string> {
    const membership = Membership.request(newId(), group, applicant, by.accountId, this.clock.now());
    await this.memberships.add(membership);
    return membership.id;
  }

  private async requestAgain(id: string, group: Joinable, applicant: Applicant, by: Actor): Promise<string> {
    await this.memberships.change(id, (membership) =>
      membership.requestAgain(group, applicant, by.accountId, this.clock.now()),
    );
    return id;
  }

  private leaveGroup(membership: Membership, by: Actor): Promise<void> {
    const { institutionId, groupId } = membership;
    return this.lastAdministrator.whileLeaving(groupId, by, async () => {
      // The roles are looked at as they stand once the library is no member.
      await this.memberships.save(membership);
      await this.groupLost(membership);
      await this.roleRemoval.fromLibrary(institutionId, groupId, by);
    });
  }

  /** Its row is held, so that nobody becomes its administrator while the operator decides in his or her place. */
  private async isAdministered(groupId: string): Promise<boolean> {
    await this.groups.lock(groupId);
    return this.accounts.groupHasAdministrator(groupId);
  }

  private groupLost({ groupId, institutionId }: Membership): Promise<void> {
    return this.groups.change(groupId, (group) => group.lostLibrary(institutionId, this.clock.now()));
  }

  private async found(id: string): Promise<MembershipRow> {
    const row = await this.queries.one(id);
    if (!row) throw new NotFound('membership');
    return row;
  }
}
