import { Account, type Person } from '../src/registry/domain/account.js';
import { Group } from '../src/registry/domain/group.js';
import { Institution } from '../src/registry/domain/institution.js';
import type { Profile } from '../src/registry/domain/profile.js';
import { Membership, type Applicant, type Joinable } from '../src/membership/domain/membership.js';
import type { MembershipStatus } from '../src/membership/domain/moves.js';

export const now = new Date('2026-03-02T10:00:00.000Z');
let last = 0;
export const anId = (): string => `01900000-0000-7000-8000-${(last += 1).toString().padStart(12, '0')}`;

export const aProfile = (changes: Partial<Profile> = {}): Profile => ({
  name: 'Fir Library',
  stateOrProvince: 'Ohio',
  country: 'US',
  timeZone: 'America/New_York',
  alertEmail: 'alerts@fir.example',
  libraryTypes: ['public'],
  ...changes,
});

export const aRegisteredLibrary = (changes: Partial<Profile> = {}): Institution =>
  Institution.register(anId(), { subscriptionGroupId: anId(), profile: aProfile(changes) }, false, now);

export function anActiveLibrary(): Institution {
  const institution = aRegisteredLibrary();
  institution.submitProfile(now);
  institution.activateProfile(now);
  return institution;
}

export function aGroup(kind: 'subscription' | 'cooperative' = 'cooperative'): Group {
  const description = { name: 'Tree Libraries', timeZone: 'America/Chicago' };
  return Group.create(
    anId(),
    kind,
    { ...description, requiresCooperativeMark: false, contactEmail: null, uses: [] },
    now,
  );
}

export const anApplicant = (changes: Partial<Applicant> = {}): Applicant => ({
  id: anId(),
  profileStatus: 'active',
  cooperativeMember: false,
  cooperatives: 0,
  ...changes,
});

export const aRequest = (group: Joinable = aGroup(), applicant: Applicant = anApplicant()): Membership =>
  Membership.request(anId(), group, applicant, anId(), now);

/** A membership that came to the status by lawful moves. */
export function aMembership(status: MembershipStatus): Membership {
  const membership = aRequest();
  const way = {
    pending: [],
    active: ['approve'],
    rejected: ['reject'],
    inactive: ['approve', 'inactivate'],
    blocked: ['block'],
    left: ['leave'],
  } as const;
  for (const move of way[status]) membership.move(move, anId(), null, now);
  membership.takeEvents();
  return membership;
}

export const aPerson = (changes: Partial<Person> = {}): Person => ({
  name: 'Robin Reader',
  email: 'Robin@Fir.example',
  ...changes,
});

export const anAccount = (): Account =>
  Account.create(
    anId(),
    '100000042',
    { institutionId: anId(), roles: ['librarian'], trained: false },
    aPerson(),
    now,
  );
