import { Aggregate } from '@carrel/kernel';
import { knownZone } from '../../shared/domain/zone.js';
import { moveOf, type ProfileMove, type ProfileStatus, gapsIn, type Profile } from './profile.js';
import {
  InstitutionClosed,
  NameTaken,
  ProfileIncomplete,
  RedirectToSelf,
  SucceedsItself,
} from './refusals.js';

/** What the operator knows of a library besides its own profile. */
export interface Registration {
  readonly subscriptionGroupId: string;
  readonly profile: Profile;
  /** Stands for patrons of no known library (R94). */
  readonly portal?: boolean;
  /** The operator's mark that the library is a member of a 24/7 cooperative (R112). */
  readonly cooperativeMember?: boolean;
}

/** A library: a tenant of the system, with its profile in the reference network. */
export class Institution extends Aggregate {
  subscriptionGroupId!: string;
  profile!: Profile;
  profileStatus!: ProfileStatus;
  /** Why the profile was rejected, for its administrator to mend. */
  profileNote!: string | null;
  portal!: boolean;
  cooperativeMember!: boolean;
  acceptsReferrals!: boolean;
  /** Where follow-up meant for this library goes instead (R95). */
  redirectToInstitutionId!: string | null;
  /** Which library takes over its questions once it is closed. */
  successorInstitutionId!: string | null;
  registeredAt!: Date;

  /** `alike` is whether a library of the same group has this name but for case (A23). */
  static register(id: string, registration: Registration, alike: boolean, now: Date): Institution {
    if (alike) throw new NameTaken(registration.profile.name);
    const institution = new Institution();
    institution.id = id;
    institution.subscriptionGroupId = registration.subscriptionGroupId;
    institution.profile = zoned(registration.profile);
    institution.profileStatus = 'new';
    institution.profileNote = null;
    institution.portal = registration.portal ?? false;
    institution.cooperativeMember = registration.cooperativeMember ?? false;
    institution.acceptsReferrals = true;
    institution.redirectToInstitutionId = null;
    institution.successorInstitutionId = null;
    institution.registeredAt = now;
    institution.record('institution.registered.v1', institution.state(), now);
    return institution;
  }

  get name(): string {
    return this.profile.name;
  }

  /** A profile that is Active stays so when it is changed: it is not submitted again (2.1). */
  changeProfile(profile: Profile, alike: boolean, now: Date): void {
    this.mustBeOpen();
    if (alike) throw new NameTaken(profile.name);
    if (this.profileStatus === 'active') this.mustBeComplete(profile);
    this.profile = zoned(profile);
    this.announce(now);
  }

  submitProfile(now: Date): void {
    this.move('submit');
    this.mustBeComplete(this.profile);
    this.profileNote = null;
    this.record('institution.profile-submitted.v1', this.state(), now);
  }

  activateProfile(now: Date): void {
    this.move('activate');
    this.record('institution.profile-activated.v1', this.state(), now);
  }

  rejectProfile(note: string, now: Date): void {
    this.move('reject');
    this.profileNote = note;
    this.announce(now);
  }

  close(successorInstitutionId: string | null, now: Date): void {
    if (successorInstitutionId === this.id) throw new SucceedsItself();
    // Of one that was closed without, a successor may still be named; never another.
    const named = this.profileStatus === 'closed' && !this.successorInstitutionId && successorInstitutionId;
    if (!named) this.move('close');
    this.successorInstitutionId = successorInstitutionId;
    this.acceptsReferrals = false;
    this.announce(now);
  }

  /** Whether other libraries may refer here, and where follow-up goes instead (R95). */
  receiveReferrals(accepts: boolean, redirectToInstitutionId: string | null, now: Date): void {
    this.mustBeOpen();
    if (redirectToInstitutionId === this.id) throw new RedirectToSelf();
    this.acceptsReferrals = accepts;
    this.redirectToInstitutionId = redirectToInstitutionId;
    this.announce(now);
  }

  markCooperativeMember(member: boolean, now: Date): void {
    this.cooperativeMember = member;
    this.announce(now);
  }

  /** Says again how it stands, for projections that start from nothing (B2). */
  announce(now: Date): void {
    this.record('institution.updated.v1', this.state(), now);
  }

  private move(move: ProfileMove): void {
    this.profileStatus = moveOf(move, this.profileStatus);
  }

  mustBeOpen(): void {
    if (this.profileStatus === 'closed') throw new InstitutionClosed(this.id);
  }

  private mustBeComplete(profile: Profile): void {
    const gaps = gapsIn(profile);
    if (gaps.length > 0) throw new ProfileIncomplete(gaps);
  }

  private state() {
    const {
      id,
      subscriptionGroupId,
      profile,
      profileStatus,
      acceptsReferrals,
      redirectToInstitutionId,
      portal,
      successorInstitutionId,
    } = this;
    return {
      institutionId: id,
      name: profile.name,
      subscriptionGroupId,
      timeZone: profile.timeZone,
      profileStatus,
      acceptsReferrals,
      redirectToInstitutionId,
      portal,
      successorInstitutionId,
    };
  }
}

const zoned = (profile: Profile): Profile => ({ ...profile, timeZone: knownZone(profile.timeZone) });
