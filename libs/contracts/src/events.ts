import { Type, type Static, type TSchema } from 'typebox';
import { resolutionCodes } from './resolution-codes.js';
import { groupRoles, institutionRoles } from './roles.js';
import { Exactly, Id, Nullable, OneOf, Time } from './schema.js';

// Every fact that leaves a service, on one page. No name, address, IP or free text in any of them (B1).
// A payload that changes shape is a new version beside the old one.

const Count = Type.Integer({ minimum: 0 });
const Word = Type.String({
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

const question = {
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
const session = { sessionId: Id, institutionId: Id, practice: Type.Boolean() };
const referral = {
  referralId: Id,
  questionId: Id,
  kind: OneOf('cooperative-partner', 'subscription-partner', 'expert', 'email-partner', 'shared-followup'),
  senderInstitutionId: Id,
  receiverInstitutionId: Nullable(Id),
  groupId: Nullable(Id),
  actorId: Nullable(Id),
};
const institution = {
  institutionId: Id,
  name: Type.String({ description: 'of the library, public' }),
  subscriptionGroupId: Id,
  timeZone: Type.String({ description: 'IANA name' }),
  profileStatus: OneOf('new', 'submitted', 'active', 'rejected', 'closed'),
  acceptsReferrals: Type.Boolean(),
  redirectToInstitutionId: Nullable(Id),
  portal: Type.Boolean({ description: 'stands for patrons of no known library (R94)' }),
};
const group = {
  groupId: Id,
  name: Type.String(),
  kind: OneOf('subscription', 'cooperative'),
  timeZone: Type.String({ description: 'IANA name' }),
  proxyInstitutionId: Nullable(Id),
};
const membership = {
  membershipId: Id,
  groupId: Id,
  institutionId: Id,
  status: OneOf('pending', 'active', 'rejected', 'inactive', 'blocked', 'left'),
};
const account = {
  accountId: Id,
  institutionId: Id,
  roles: Type.Array(OneOf(...institutionRoles)),
  groupRoles: Type.Array(Exactly({ groupId: Id, role: OneOf(...groupRoles) })),
  operator: Type.Boolean(),
  trained: Type.Boolean(),
  active: Type.Boolean(),
};
const duty = { dutyId: Id, groupId: Id, institutionId: Id, from: Time, to: Time };
const mail = {
  deliveryId: Id,
  message: Word,
  institutionId: Nullable(Id),
  questionId: Nullable(Id),
  sessionId: Nullable(Id),
};

/** Event name -> payload schema. Subject on NATS: `carrel.<service>.<name>`. */
export const eventSchemas = {
  'session.requested.v1': Exactly({ ...session, queueId: Id }),
  'session.accepted.v1': Exactly({
    ...session,
    librarianId: Id,
    librarianInstitutionId: Id,
    waitedMs: Count,
  }),
  'session.transferred.v1': Exactly({
    ...session,
    transferId: Id,
    fromLibrarianId: Id,
    toLibrarianId: Id,
    toInstitutionId: Id,
    toQueueId: Nullable(Id),
    reasonCode: Nullable(Word),
  }),
  'session.ended.v1': Exactly({
    ...session,
    resolution: OneOf(...resolutionCodes),
    endedBy: OneOf('librarian', 'system'),
    librarianId: Nullable(Id),
    librarianInstitutionId: Nullable(Id),
    noContact: Type.Boolean(),
    startedAt: Time,
    endedAt: Time,
    messages: Count,
    participants: Type.Array(Exactly({ librarianId: Id, institutionId: Id, handledMs: Count })),
  }),
  'session.abandoned.v1': Exactly({ ...session, noContact: Type.Boolean(), waitedMs: Count }),
  'session.dismissed.v1': Exactly({
    ...session,
    librarianId: Id,
    librarianInstitutionId: Id,
    reasonCode: Word,
  }),

  'question.created.v1': Exactly({ ...question, resolution: Nullable(OneOf(...resolutionCodes)) }),
  'question.claimed.v1': Exactly({ ...question, fromPool: Type.Boolean() }),
  'question.unclaimed.v1': Exactly(question),
  'question.assigned.v1': Exactly({ ...question, assigneeId: Nullable(Id) }),
  'question.referred.v1': Exactly({ ...question, referralId: Id, receiverInstitutionId: Nullable(Id) }),
  'question.answered.v1': Exactly({
    ...question,
    answerId: Id,
    deliveredBy: OneOf('mail', 'telephone', 'desk'),
    informedInstitutionIds: Type.Array(Id, { description: 'every sender and the home library (R108)' }),
    answeredReferralIds: Type.Array(Id),
  }),
  'question.clarification-requested.v1': Exactly({ ...question, messageId: Id }),
  'question.message-sent.v1': Exactly({ ...question, messageId: Id }),
  'question.patron-replied.v1': Exactly({ ...question, messageId: Id, awaited: Type.Boolean() }),
  'question.note-added.v1': Exactly({ ...question, noteId: Id, kind: Word }),
  'question.recoded.v1': Exactly({ ...question, resolution: OneOf(...resolutionCodes) }),
  'question.closed.v1': Exactly({ ...question, closedReferralIds: Type.Array(Id) }),
  'question.reopened.v1': Exactly(question),
  'question.archive-warning.v1': Exactly(question),
  'question.archived.v1': Exactly({ ...question, unresolved: Type.Boolean() }),
  'question.due-soon.v1': Exactly(question),
  'question.overdue.v1': Exactly(question),
  'question.erased.v1': Exactly({ questionId: Id, patronInstitutionId: Id }),

  'referral.made.v1': Exactly(referral),
  'referral.returned.v1': Exactly({ ...referral, cause: OneOf('receiver', 'deadline') }),
  'referral.withdrawn.v1': Exactly(referral),
  'referral.replied.v1': Exactly(referral),
  'referral.answered.v1': Exactly(referral),
  'referral.closed.v1': Exactly(referral),

  'rota.published.v1': Exactly({ groupId: Id, effectiveFrom: Time }),
  'duty.checked.v1': Exactly({ ...duty, checkPoint: Count, actorId: Id }),
  'duty.missed.v1': Exactly({ ...duty, checkPoint: Count }),
  'cover.requested.v1': Exactly({ ...duty, coverId: Id }),
  'cover.taken.v1': Exactly({ ...duty, coverId: Id, takenByInstitutionId: Id }),

  'institution.registered.v1': Exactly(institution),
  'institution.updated.v1': Exactly(institution),
  'institution.profile-submitted.v1': Exactly(institution),
  'institution.profile-activated.v1': Exactly(institution),
  'group.created.v1': Exactly(group),
  'group.updated.v1': Exactly(group),
  'membership.requested.v1': Exactly(membership),
  'membership.approved.v1': Exactly(membership),
  'membership.rejected.v1': Exactly(membership),
  'membership.inactivated.v1': Exactly(membership),
  'membership.blocked.v1': Exactly(membership),
  'membership.left.v1': Exactly(membership),
  'account.created.v1': Exactly(account),
  'account.updated.v1': Exactly(account),
  'account.deactivated.v1': Exactly(account),
  'settings.changed.v1': Exactly({
    key: Word,
    level: OneOf('group', 'institution', 'account'),
    ownerId: Id,
    value: Type.Unknown({ description: 'absent where the value is personal or secret: ask admin for it' }),
  }),

  'mail.queued.v1': Exactly(mail),
  'mail.accepted.v1': Exactly(mail),
  'mail.bounced.v1': Exactly({ ...mail, hard: Type.Boolean() }),
  'mail.suppressed.v1': Exactly(mail),
  'mail.uncertain.v1': Exactly(mail),
  'mail.received.v1': Exactly({ ...mail, automatic: Type.Boolean() }),
} as const satisfies Record<string, TSchema>;

export type EventName = keyof typeof eventSchemas;
export type EventData<N extends EventName> = Static<(typeof eventSchemas)[N]>;
export type HoldingState = Static<typeof HoldingState>;

export const eventNames = Object.keys(eventSchemas) as EventName[];

/** The service that alone publishes an aggregate's facts. */
export const ownerOf = {
  session: 'chat',
  question: 'questions',
  referral: 'referrals',
  rota: 'referrals',
  duty: 'referrals',
  cover: 'referrals',
  institution: 'admin',
  group: 'admin',
  membership: 'admin',
  account: 'admin',
  settings: 'admin',
  mail: 'notifications',
} as const;

/** The NATS subject an event travels on: `carrel.<service>.<name>` (api.md, Events). */
export function subjectOf(name: EventName): string {
  return `carrel.${ownerOf[name.slice(0, name.indexOf('.')) as keyof typeof ownerOf]}.${name}`;
}
