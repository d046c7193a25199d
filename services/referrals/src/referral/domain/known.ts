import type { AnswerOf, requests, SettingValue } from '@carrel/contracts';
import type { Expert } from '../../expert/domain/expert.js';

export type PartnerKind = 'cooperative-partner' | 'subscription-partner';
export type Standing = AnswerOf<typeof requests.questionStanding>;

/** The data of a library that referring needs. */
export interface Library {
  id: string;
  name: string;
  subscriptionGroupId: string;
  profileStatus: string;
  acceptsReferrals: boolean;
  redirectToInstitutionId: string | null;
  /** Stands for patrons of no known library (R94). */
  portal: boolean;
}
/** A library that a group has barred, as far as referring needs it (R95). */
interface Barred {
  institutionId: string;
  reason: string;
  redirectToInstitutionId: string | null;
}
/** A group's settings for referrals that go through it. */
export interface Policy {
  barred: readonly Barred[];
  partners: SettingValue<'referral-partners'>;
  reasonRequired: boolean;
  deadlineHours: number | null;
}
/** A subscription group or cooperative with the libraries that have joined it. */
export interface Circle extends Policy {
  id: string;
  kind: 'subscription' | 'cooperative';
  libraries: readonly Library[];
}
/** One step from the library asked for to the one that does its follow-up (A23, R94, R110). */
export interface Step {
  from: string;
  to: string;
  because: 'redirect' | 'proxy' | 'default-library';
}
/** All the data that decides who may refer one question to whom. */
export interface Known {
  sender: Library;
  /** The librarian who asks. */
  actorId: string;
  standing: Standing;
  /** The sender's subscription group and the cooperatives it has joined. */
  circles: readonly Circle[];
  /** The libraries of these groups, the patron's library, and all that redirects and proxies lead to. */
  libraries: ReadonlyMap<string, Library>;
  /** Subscription group -> the one library that does all its follow-up. */
  proxies: ReadonlyMap<string, string>;
  /** Where questions of the patron's group go that belong to no known library; null: they stay at the portal. */
  defaultLibraryId: string | null;
  /** Whether the patron's subscription group has switched Shared Followup on (R84). */
  sharedFollowup: boolean;
  /** What libraries say they are good at, by id. */
  expertise: ReadonlyMap<string, readonly string[]>;
  /** The experts open to the sender's library, and those of their accounts that are active. */
  experts: readonly { expert: Expert; activeAccountIds: readonly string[] }[];
}

/** The destination of a referral, and what its groups require. */
export interface Destination {
  askedInstitutionId: string | null;
  receiverInstitutionId: string | null;
  groupId: string | null;
  steps: Step[];
  /** A question of no known library on its way to who decides about it (R94). */
  unrouted: boolean;
  expertId: string | null;
  expertAccountIds: string[];
  addressee: Addressee | null;
  reasonRequired: boolean;
  deadlineHours: number | null;
}
export interface Addressee {
  name: string;
  address: string;
}
