import type { Circle, Known, Library, Policy, Standing } from '../src/referral/domain/known.js';

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** The demonstration's groups, as ids people can read. */
export const evergreen = id(1);
export const prairie = id(2);
export const cooperative = id(3);
export const aQuestion = id(100);

export function aLibrary(
  n: number,
  name: string,
  subscriptionGroupId: string,
  more: Partial<Library> = {},
): Library {
  return {
    id: id(n),
    name,
    subscriptionGroupId,
    profileStatus: 'active',
    acceptsReferrals: true,
    redirectToInstitutionId: null,
    portal: false,
    ...more,
  };
}
const anything: Policy = {
  barred: [],
  partners: { mode: 'all', institutionIds: [] },
  reasonRequired: false,
  deadlineHours: null,
};

export const aspen = aLibrary(11, 'Aspen County Library', evergreen);
export const birch = aLibrary(12, 'Birch State University', evergreen);
export const cedar = aLibrary(13, 'Cedar Law Library', evergreen);
export const dogwood = aLibrary(21, 'Dogwood Public Library', prairie);
export const elm = aLibrary(22, 'Elm College', prairie, { profileStatus: 'submitted' });

/** Aspen has its patron's question and looks at the "Refer to" list, by default. */
export function known(
  more: Partial<Omit<Known, 'standing' | 'circles'>> & {
    standing?: Partial<Standing>;
    joined?: Library[];
    mates?: Library[];
    elsewhere?: Library[];
    /** What a group says of referrals through it, by its id. */
    policies?: Record<string, Partial<Policy>>;
  } = {},
): Known {
  const { standing, joined = [aspen, birch, cedar, dogwood], elsewhere = [], policies = {}, ...rest } = more;
  const policy = (groupId: string): Policy => ({ ...anything, ...policies[groupId] });
  const sender = more.sender ?? aspen;
  const mates =
    more.mates ??
    [aspen, birch, cedar, dogwood, elm].filter((l) => l.subscriptionGroupId === sender.subscriptionGroupId);
  const circles: Circle[] = [
    {
      id: sender.subscriptionGroupId,
      kind: 'subscription',
      libraries: mates,
      ...policy(sender.subscriptionGroupId),
    },
    { id: cooperative, kind: 'cooperative', libraries: joined, ...policy(cooperative) },
  ];
  return {
    sender,
    circles,
    libraries: new Map([...mates, ...joined, ...elsewhere].map((library) => [library.id, library])),
    actorId: id(901),
    proxies: new Map(),
    defaultLibraryId: null,
    expertise: new Map(),
    experts: [],
    sharedFollowup: true,
    ...rest,
    standing: {
      questionId: aQuestion,
      homeInstitutionId: aspen.id,
      pooled: false,
      noContact: false,
      turnInstitutionId: sender.id,
      waitingInstitutionIds: [],
      ...standing,
    },
  };
}
