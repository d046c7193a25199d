import { Type, type Static } from 'typebox';
import { groupRoles, institutionRoles, scopeNames } from './roles.js';
import { Exactly, Id, Nullable, OneOf, Time } from './schema.js';

// The state of each aggregate as its events carry it, so that a consumer needs no request (B1).

export const Count = Type.Integer({ minimum: 0 });
export const Word = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]*$',
  maxLength: 64,
  description: 'a code, never free text',
});

/** One library's standing on a question (B6); `status` null means in no list. */
export const HoldingState = Exactly({
  institutionId: Id,
  relations: Type.Array(OneOf('home', 'chatting', 'claimer', 'sender', 'receiver')),
  status: Nullable(OneOf('new', 'pending', 'answered', 'closed')),
  assigneeId: Nullable(Id),
  waitingOn: Nullable(OneOf('library', 'expert', 'address', 'patron')),
});

export const question = {
  questionId: Id,
  number: Type.String({ pattern: '^[0-9]+$' }),
  source: OneOf('chat', 'web-form', 'mail', 'desk', 'phone', 'fax', 'sms'),
  sessionId: Nullable(Id),
  patronInstitutionId: Id,
  practice: Type.Boolean(),
  noContact: Type.Boolean({ description: 'the patron left no e-mail address (R76)' }),
  pooled: Type.Boolean({ description: 'waits for a claim in Shared Followup (R66)' }),
  dueAt: Nullable(Time),
  holdings: Type.Array(HoldingState),
  actorId: Nullable(Id),
  actorInstitutionId: Nullable(Id),
};
export const session = { sessionId: Id, institutionId: Id, practice: Type.Boolean() };
export const referral = {
  referralId: Id,
  questionId: Id,
  kind: OneOf('cooperative-partner', 'subscription-partner', 'expert', 'email-partner', 'shared-followup'),
  senderInstitutionId: Id,
  receiverInstitutionId: Nullable(Id),
  groupId: Nullable(Id),
  actorId: Nullable(Id),
};
export const institution = {
  institutionId: Id,
  name: Type.String({ description: 'of the library, public' }),
  subscriptionGroupId: Id,
  timeZone: Type.String({ description: 'IANA name' }),
  profileStatus: OneOf('new', 'submitted', 'active', 'rejected', 'closed'),
  acceptsReferrals: Type.Boolean(),
  redirectToInstitutionId: Nullable(Id),
  portal: Type.Boolean({ description: 'stands for patrons of no known library (R94)' }),
  successorInstitutionId: Type.Optional(
    Nullable(Id, { description: 'takes over the questions of a library that was closed' }),
  ),
};
export const group = {
  groupId: Id,
  name: Type.String(),
  kind: OneOf('subscription', 'cooperative'),
  timeZone: Type.String({ description: 'IANA name' }),
  proxyInstitutionId: Nullable(Id),
};
export const membership = {
  membershipId: Id,
  groupId: Id,
  institutionId: Id,
  status: OneOf('pending', 'active', 'rejected', 'inactive', 'blocked', 'left'),
};
export const account = {
  accountId: Id,
  institutionId: Id,
  roles: Type.Array(OneOf(...institutionRoles)),
  groupRoles: Type.Array(Exactly({ groupId: Id, role: OneOf(...groupRoles) })),
  operator: Type.Boolean(),
  trained: Type.Boolean(),
  active: Type.Boolean(),
};
/** Why a sign-in ended. A changed address counts as `password-changed`: what one signs in with is another. */
export const signInEnds = [
  'logout',
  'ended-by-owner',
  'reuse',
  'deactivated',
  'password-changed',
  'role-removed',
  'library-closed',
  'ended-by-provider',
  'single-sign-on-changed',
  'second-factor-reset',
  'second-factor-required',
] as const;
export type EndOfSignIn = (typeof signInEnds)[number];
/** A program that acts for a library or a group; its name and its secret stay with admin (B33). */
export const serviceAccount = {
  serviceAccountId: Id,
  owner: Exactly({ kind: OneOf('institution', 'group'), id: Id }),
  scopes: Type.Array(OneOf(...scopeNames)),
  active: Type.Boolean(),
};
/** A webhook endpoint of a library or a group; its address stays with notifications. */
export const webhook = {
  endpointId: Id,
  owner: Exactly({ kind: OneOf('institution', 'group'), id: Id }),
};
/** A ban of a patron from a library's chat, for a time. */
export const ban = { banId: Id, institutionId: Id, sessionId: Id };
export const duty = { dutyId: Id, groupId: Id, institutionId: Id, from: Time, to: Time };
export const mail = {
  deliveryId: Id,
  message: Word,
  institutionId: Nullable(Id),
  questionId: Nullable(Id),
  sessionId: Nullable(Id),
};

export type HoldingState = Static<typeof HoldingState>;
