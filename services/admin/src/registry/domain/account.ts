import type { GroupRole, InstitutionRole } from '@carrel/contracts';
import { Aggregate } from '@carrel/kernel';
import {
  AccountDeactivated,
  DeactivatedByOperator,
  GroupAdminAdministers,
  NotInGroup,
  OwnAccount,
} from './refusals.js';

/** Why an account's roles, or whether it is active, changed. */
export const changeReasons = [
  'created',
  'roles-changed',
  'deactivated',
  'reactivated',
  'membership-ended',
  'group-deleted',
  'library-closed',
] as const;
export type ChangeReason = (typeof changeReasons)[number];

/** Stands where an account has no library: the operator belongs to none (the nil UUID of RFC 9562). */
export const noInstitution = '00000000-0000-0000-0000-000000000000';

export interface Person {
  readonly email: string;
  readonly name: string;
}
export interface HeldRole {
  readonly groupId: string;
  readonly role: GroupRole;
}
/** A group as far as giving roles in it is concerned. */
export interface GroupOfAccount {
  readonly id: string;
  readonly kind: 'subscription' | 'cooperative';
  /** Whether the account's library is one of the group's. */
  readonly includesLibrary: boolean;
}

/** One person at one library, with the union of everything his or her roles allow (R2, B31). */
export class Account extends Aggregate {
  /** Nine digits, for people to say and to sign in to administration with (R5). */
  number!: string;
  institutionId!: string;
  email!: string;
  name!: string;
  roles!: InstitutionRole[];
  groupRoles!: HeldRole[];
  operator!: boolean;
  /** Has finished the training that live queues ask for (R6, B12). */
  trained!: boolean;
  active!: boolean;
  /** Deactivated by the operator, who alone undoes it. */
  deactivatedByOperator!: boolean;
  createdAt!: Date;

  static create(
    id: string,
    number: string,
    at: { institutionId: string; roles: readonly InstitutionRole[]; trained: boolean },
    person: Person,
    now: Date,
  ): Account {
    return Account.start(id, number, { ...at, operator: false }, person, now);
  }

  /** The one who runs the platform; of no library (B35). */
  static operator(id: string, number: string, person: Person, now: Date): Account {
    const at = { institutionId: noInstitution, roles: [], trained: false, operator: true };
    return Account.start(id, number, at, person, now);
  }

  private static start(
    id: string,
    number: string,
    at: { institutionId: string; roles: readonly InstitutionRole[]; trained: boolean; operator: boolean },
    person: Person,
    now: Date,
  ): Account {
    const account = new Account();
    account.id = id;
    account.number = number;
    account.institutionId = at.institutionId;
    account.email = person.email.toLowerCase();
    account.name = person.name;
    account.roles = distinct(at.roles);
    account.groupRoles = [];
    account.operator = at.operator;
    account.trained = at.trained;
    account.active = true;
    account.deactivatedByOperator = false;
    account.createdAt = now;
    account.record('account.created.v1', account.state(), now);
    return account;
  }

  change(
    to: { person: Person; roles: readonly InstitutionRole[]; trained: boolean },
    subscriptionGroupId: string,
    now: Date,
  ): void {
    this.mustBeActive();
    if (!to.roles.includes('institution-admin') && this.holds(subscriptionGroupId, 'group-admin')) {
      throw new GroupAdminAdministers();
    }
    this.email = to.person.email.toLowerCase();
    this.name = to.person.name;
    this.roles = distinct(to.roles);
    this.trained = to.trained;
    this.announce(now);
  }

  /** Replaces the roles held in one group. The administrator of a library's own group also runs the library (R2). */
  holdInGroup(group: GroupOfAccount, roles: readonly GroupRole[], now: Date): void {
    this.mustBeActive();
    if (roles.length > 0 && !group.includesLibrary) throw new NotInGroup(group.id);
    const elsewhere = this.groupRoles.filter((held) => held.groupId !== group.id);
    this.groupRoles = [...elsewhere, ...[...new Set(roles)].map((role) => ({ groupId: group.id, role }))];
    if (group.kind === 'subscription' && roles.includes('group-admin')) {
      this.roles = distinct([...this.roles, 'institution-admin']);
    }
    this.announce(now);
  }

  /** The roles that its library's provider gives; the administrator of the library's group runs the library on (R2). */
  holdAtLibrary(roles: readonly InstitutionRole[], subscriptionGroupId: string, now: Date): void {
    this.mustBeActive();
    const runs = this.holds(subscriptionGroupId, 'group-admin');
    const wanted = distinct(runs ? [...roles, 'institution-admin'] : roles);
    if (wanted.length === this.roles.length && wanted.every((role) => this.roles.includes(role))) return;
    this.roles = wanted;
    this.announce(now);
  }

  /** The group is no more, or the account's library no active member of it any more (B40). */
  leaveGroup(groupId: string, now: Date): void {
    this.groupRoles = this.groupRoles.filter((held) => held.groupId !== groupId);
    this.announce(now);
  }

  deactivate(by: { readonly accountId: string; readonly operator: boolean }, now: Date): void {
    this.mustBeActive();
    if (by.accountId === this.id) throw new OwnAccount();
    this.active = false;
    this.deactivatedByOperator = by.operator;
    this.record('account.deactivated.v1', this.state(), now);
  }

  reactivate(by: { readonly operator: boolean }, now: Date): void {
    if (this.deactivatedByOperator && !by.operator) throw new DeactivatedByOperator();
    this.active = true;
    this.deactivatedByOperator = false;
    this.announce(now);
  }

  /** A mail lets its owner choose a password; the token is issued when the mail is written, and is in no event. */
  inviteByMail(purpose: 'invitation' | 'password-reset', now: Date): void {
    this.mustBeActive();
    const { id, institutionId } = this;
    this.record('account.invited.v1', { accountId: id, institutionId, purpose }, now);
  }

  /** Its owner is told by mail that somebody has used up a network's tries to sign in as him or her. */
  warnOfFailedLogins(now: Date): void {
    const { id, institutionId } = this;
    this.record('account.logins-refused.v1', { accountId: id, institutionId }, now);
  }

  /** Its owner is told by mail that somebody else has taken away the second factor. */
  recordSecondFactorReset(now: Date): void {
    const { id, institutionId } = this;
    this.record('account.second-factor-reset.v1', { accountId: id, institutionId }, now);
  }

  /** Says again how it stands, for projections that start from nothing (B2). */
  announce(now: Date): void {
    this.record('account.updated.v1', this.state(), now);
  }

  get administersLibrary(): boolean {
    return this.active && this.roles.includes('institution-admin');
  }

  administersGroup(groupId: string): boolean {
    return this.active && this.holds(groupId, 'group-admin');
  }

  private holds(groupId: string, role: GroupRole): boolean {
    return this.groupRoles.some((held) => held.groupId === groupId && held.role === role);
  }

  private mustBeActive(): void {
    if (!this.active) throw new AccountDeactivated();
  }

  /** Never the name or the address (B1). */
  private state() {
    const { id, institutionId, roles, groupRoles, operator, trained, active } = this;
    return { accountId: id, institutionId, roles, groupRoles, operator, trained, active };
  }
}

const distinct = (roles: readonly InstitutionRole[]): InstitutionRole[] => [...new Set(roles)];
