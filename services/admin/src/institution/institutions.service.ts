import { Injectable } from '@nestjs/common';
import type { SettingValue } from '@carrel/contracts';
import { Clock, NotFound } from '@carrel/kernel';
import { newId, Transactions } from '@carrel/messaging';
import {
  administersGroup,
  administersInstitution,
  mustAdministerGroup,
  mustAdministerInstitution,
  mustOperate,
  type Actor,
} from '../shared/domain/authority.js';
import { RoleRemoval } from '../account/role-removal.js';
import { Groups } from '../registry/persistence/groups.repository.js';
import { Institution, type Registration } from '../registry/domain/institution.js';
import { Settings } from '../setting/persistence/settings.repository.js';
import { ServiceAccounts } from '../service-account/persistence/service-accounts.repository.js';
import type { Profile } from '../registry/domain/profile.js';
import { NotASubscriptionGroup } from '../registry/domain/refusals.js';
import { InstitutionQueries, type InstitutionRow } from '../registry/persistence/institutions.queries.js';
import { Institutions } from '../registry/persistence/institutions.repository.js';

@Injectable()
export class InstitutionsService {
  constructor(
    private readonly institutions: Institutions,
    private readonly groups: Groups,
    private readonly settings: Settings,
    private readonly serviceAccounts: ServiceAccounts,
    private readonly roleRemoval: RoleRemoval,
    private readonly queries: InstitutionQueries,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** By the operator, or by the administrator of the subscription group the library comes to. */
  register(registration: Registration, nameConfirmed: boolean, by: Actor, id = newId()): Promise<string> {
    const { subscriptionGroupId, profile } = registration;
    if (!by.operator) mustAdministerGroup(by, subscriptionGroupId);
    return this.transactions.run(async () => {
      // The group's row is held so that two libraries of one name cannot arrive at once.
      const group = await this.groups.lock(subscriptionGroupId);
      if (group.kind !== 'subscription') throw new NotASubscriptionGroup();
      const alike = !nameConfirmed && (await this.institutions.hasNameAlike(group.id, profile.name, id));
      await this.institutions.add(Institution.register(id, registration, alike, this.clock.now()));
      return id;
    });
  }

  changeProfile(id: string, profile: Profile, nameConfirmed: boolean, by: Actor): Promise<void> {
    mustAdministerInstitution(by, id);
    return this.institutions.change(id, async (institution) => {
      const { subscriptionGroupId } = institution;
      await this.groups.lock(subscriptionGroupId);
      const alike =
        !nameConfirmed && (await this.institutions.hasNameAlike(subscriptionGroupId, profile.name, id));
      institution.changeProfile(profile, alike, this.clock.now());
    });
  }

  submitProfile(id: string, by: Actor): Promise<void> {
    mustAdministerInstitution(by, id);
    return this.institutions.change(id, async (institution) => {
      const now = this.clock.now();
      institution.submitProfile(now);
      if (await this.approvesAlone(institution)) institution.activateProfile(now);
    });
  }

  activateProfile(id: string, by: Actor): Promise<void> {
    return this.institutions.change(id, (institution) => {
      mayApprove(institution, by);
      institution.activateProfile(this.clock.now());
    });
  }

  rejectProfile(id: string, note: string, by: Actor): Promise<void> {
    return this.institutions.change(id, (institution) => {
      mayApprove(institution, by);
      institution.rejectProfile(note, this.clock.now());
    });
  }

  /**
   * With the library that takes over its questions, which is there and open (row 51). Roles in groups, sign-ins and
   * service accounts of the closed library end with it.
   */
  close(id: string, successorId: string | null, by: Actor): Promise<void> {
    mustOperate(by);
    return this.institutions.change(id, async (institution) => {
      if (successorId && successorId !== id) (await this.institutions.get(successorId)).mustBeOpen();
      const now = this.clock.now();
      institution.close(successorId, now);
      await this.roleRemoval.fromClosedLibrary(id, by);
      for (const programId of await this.serviceAccounts.activeOf({ kind: 'institution', id })) {
        await this.serviceAccounts.change(programId, (program) => program.revoke(now));
      }
    });
  }

  markCooperativeMember(id: string, member: boolean, by: Actor): Promise<void> {
    mustOperate(by);
    return this.institutions.change(id, (institution) =>
      institution.markCooperativeMember(member, this.clock.now()),
    );
  }

  receiveReferrals(id: string, accepts: boolean, redirectTo: string | null, by: Actor): Promise<void> {
    mustAdministerInstitution(by, id);
    return this.institutions.change(id, async (institution) => {
      if (redirectTo !== null && redirectTo !== id) await this.institutions.get(redirectTo);
      institution.receiveReferrals(accepts, redirectTo, this.clock.now());
    });
  }

  async get(id: string): Promise<InstitutionRow> {
    const row = await this.queries.one(id);
    if (!row) throw new NotFound('institution');
    return row;
  }

  /** The whole profile with its checklist, for those who look after it. */
  async profileOf(id: string, by: Actor): Promise<Institution> {
    if (by.operator) return this.institutions.get(id);
    if (administersInstitution(by, id)) return this.institutions.get(id);
    const row = await this.queries.one(id);
    if (!row || !administersGroup(by, row.subscriptionGroupId)) throw new NotFound('profile');
    return this.institutions.get(id);
  }

  /** Whether the group has left approval to the checklist (2.1). */
  private async approvesAlone({ subscriptionGroupId }: Institution): Promise<boolean> {
    const { value } = await this.settings.of(subscriptionGroupId, 'group', 'profile-approval');
    return (value as SettingValue<'profile-approval'>).mode === 'automatic';
  }

  search(wanted: Parameters<InstitutionQueries['search']>[0]): Promise<InstitutionRow[]> {
    return this.queries.search(wanted);
  }
}

/** By the operator or an administrator of the library's group; a library of others does not exist for them. */
function mayApprove({ subscriptionGroupId }: Institution, by: Actor): void {
  if (!by.operator && !administersGroup(by, subscriptionGroupId)) throw new NotFound('library');
}
