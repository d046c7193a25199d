import { Type, type Static, type TSchema } from 'typebox';
import { resolutionCodes } from './resolution-codes.js';
import { Exactly, Id, Nullable, OneOf, Time } from './schema.js';
import {
  account,
  ban,
  Count,
  duty,
  group,
  institution,
  mail,
  membership,
  question,
  referral,
  serviceAccount,
  session,
  signInEnds,
  webhook,
  Word,
} from './states.js';

// Every event that a service publishes, on one page. No name, address, IP or free text in any of them (B1).
// A payload that changes shape is a new version beside the old one.

/** When to remind whoever has the turn: then, or at once when it is past (A6). */
const remindAt = Time;

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
    dismissReason: Type.Optional(
      Nullable(Word, { description: 'a librarian dismissed the chat, a lost call for this reason (B36)' }),
    ),
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

  // For the services alone: the marks are keyed hashes of the patron's token, address and network.
  'ban.made.v1': Exactly({ ...ban, until: Time, marks: Type.Array(Type.String({ maxLength: 100 })) }),
  'ban.lifted.v1': Exactly(ban),

  'question.created.v1': Exactly({
    ...question,
    resolution: Nullable(OneOf(...resolutionCodes)),
    dismissReason: Type.Optional(
      Nullable(Word, {
        description: 'the chat was dismissed for this reason: nothing is mailed about it (B36)',
      }),
    ),
    newPatron: Type.Optional(
      Type.Boolean({ description: 'the first question from this address at this library (R139, B14)' }),
    ),
  }),
  'question.claimed.v1': Exactly({ ...question, fromPool: Type.Boolean() }),
  'question.unclaimed.v1': Exactly({
    ...question,
    withdrawnReferralIds: Type.Optional(Type.Array(Id, { description: 'ended by a recall (row 29b)' })),
  }),
  'question.assigned.v1': Exactly({ ...question, assigneeId: Nullable(Id) }),
  'question.referred.v1': Exactly({ ...question, referralId: Id, receiverInstitutionId: Nullable(Id) }),
  'question.answered.v1': Exactly({
    ...question,
    answerId: Id,
    deliveredBy: OneOf('mail', 'telephone', 'desk', 'none'),
    informedInstitutionIds: Type.Array(Id, { description: 'every sender and the home library (R108)' }),
    answeredReferralIds: Type.Array(Id),
  }),
  'question.clarification-requested.v1': Exactly({ ...question, messageId: Id }),
  'question.message-sent.v1': Exactly({ ...question, messageId: Id }),
  'question.patron-replied.v1': Exactly({ ...question, messageId: Id, awaited: Type.Boolean() }),
  // To whom it is answered; name and address stay with questions (B38).
  'question.contact-corrected.v1': Exactly(question),
  'question.note-added.v1': Exactly({
    ...question,
    noteId: Id,
    kind: Word,
    referralId: Type.Optional(
      Type.String({ format: 'uuid', description: 'whose partner wrote it (row 32)' }),
    ),
    forwardedTo: Type.Optional(OneOf('coordinator', 'quality-control')),
  }),
  'question.recoded.v1': Exactly({ ...question, resolution: Nullable(OneOf(...resolutionCodes)) }),
  'question.closed.v1': Exactly({ ...question, closedReferralIds: Type.Array(Id) }),
  'question.reopened.v1': Exactly(question),
  // A reviewer has left the librarian who chatted a word (R80); what it says stays with the review.
  'question.feedback-given.v1': Exactly({ ...question, feedbackToId: Id }),
  'question.archive-warning.v1': Exactly({ ...question, remindAt }),
  'question.archived.v1': Exactly({ ...question, unresolved: Type.Boolean() }),
  'question.due-soon.v1': Exactly({ ...question, remindAt }),
  'question.overdue.v1': Exactly({ ...question, remindAt }),
  'question.erased.v1': Exactly({
    questionId: Id,
    patronInstitutionId: Id,
    sessionId: Type.Optional(Nullable(Id)),
    // Absent: everything. A patron's identity goes before the words (B9).
    extent: Type.Optional(OneOf('identity', 'everything')),
  }),

  'patron.link-requested.v1': Exactly({ patronId: Id, institutionId: Id }),

  'referral.made.v1': Exactly(referral),
  'referral.returned.v1': Exactly({ ...referral, cause: OneOf('receiver', 'deadline') }),
  'referral.withdrawn.v1': Exactly(referral),
  'referral.replied.v1': Exactly(referral),
  'referral.answered.v1': Exactly(referral),
  'referral.closed.v1': Exactly(referral),

  'rota.published.v1': Exactly({ groupId: Id, effectiveFrom: Time }),
  'duty.started.v1': Exactly(duty),
  'duty.checked.v1': Exactly({ ...duty, checkPoint: Count, actorId: Id }),
  'duty.missed.v1': Exactly({ ...duty, checkPoint: Count }),
  /** Nothing was in Shared Followup at a check-point, so nobody had to look. */
  'duty.attested.v1': Exactly({ ...duty, checkPoint: Count }),
  'duty.uncovered.v1': Exactly({
    ...duty,
    reasonCode: OneOf('no-library', 'library-not-able', 'cover-open'),
  }),
  'cover.requested.v1': Exactly({
    ...duty,
    coverId: Id,
    askedInstitutionIds: Type.Optional(Type.Array(Id, { description: 'libraries on duty the same day' })),
  }),
  'cover.escalated.v1': Exactly({
    ...duty,
    coverId: Id,
    rung: OneOf('same-day', 'rota', 'coordinators'),
    askedInstitutionIds: Type.Array(Id, { description: 'those who are asked now and were not before (R91)' }),
  }),
  'cover.taken.v1': Exactly({
    ...duty,
    coverId: Id,
    takenByInstitutionId: Id,
    exchangedDutyId: Type.Optional(Nullable(Id)),
  }),
  'cover.withdrawn.v1': Exactly({ ...duty, coverId: Id, cause: OneOf('library', 'time') }),

  'institution.registered.v1': Exactly(institution),
  'institution.updated.v1': Exactly(institution),
  'institution.profile-submitted.v1': Exactly(institution),
  'institution.profile-activated.v1': Exactly(institution),
  'group.created.v1': Exactly(group),
  'group.updated.v1': Exactly(group),
  'group.deleted.v1': Exactly(group),
  'membership.requested.v1': Exactly(membership),
  'membership.approved.v1': Exactly(membership),
  'membership.rejected.v1': Exactly(membership),
  'membership.inactivated.v1': Exactly(membership),
  'membership.blocked.v1': Exactly(membership),
  'membership.left.v1': Exactly(membership),
  'account.created.v1': Exactly(account),
  'account.updated.v1': Exactly(account),
  'account.deactivated.v1': Exactly(account),
  'account.invited.v1': Exactly({
    accountId: Id,
    institutionId: Id,
    purpose: OneOf('invitation', 'password-reset'),
  }),
  // So many logins failed that the network they came from is refused for a while.
  'account.logins-refused.v1': Exactly({ accountId: Id, institutionId: Id }),
  // An administrator has taken away its second factor; its owner is notified by mail.
  'account.second-factor-reset.v1': Exactly({ accountId: Id, institutionId: Id }),
  // Its access tokens and streams end in every service within seconds (B41).
  'sign-in.ended.v1': Exactly({ signInId: Id, accountId: Id, because: OneOf(...signInEnds) }),
  'service-account.created.v1': Exactly(serviceAccount),
  'service-account.updated.v1': Exactly(serviceAccount),
  'service-account.revoked.v1': Exactly(serviceAccount),
  'policy-page.submitted.v1': Exactly({ institutionId: Id }),
  'policy-page.accepted.v1': Exactly({ institutionId: Id, queueId: Id }),
  'queue.set-up.v1': Exactly({ queueId: Id, institutionId: Id }),
  'webhook.tested.v1': Exactly(webhook),
  'webhook.disabled.v1': Exactly({ ...webhook, because: OneOf('failing', 'gone') }),
  'settings.changed.v1': Exactly({
    key: Word,
    level: OneOf('group', 'institution', 'account'),
    ownerId: Id,
    value: Type.Unknown({ description: 'null where the value is personal or secret: ask admin for it' }),
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

export const eventNames = Object.keys(eventSchemas) as EventName[];

/** The service that alone publishes an aggregate's facts. */
export const ownerOf = {
  session: 'chat',
  ban: 'chat',
  queue: 'chat',
  'policy-page': 'admin',
  question: 'questions',
  patron: 'questions',
  referral: 'referrals',
  rota: 'referrals',
  duty: 'referrals',
  cover: 'referrals',
  institution: 'admin',
  group: 'admin',
  membership: 'admin',
  account: 'admin',
  'sign-in': 'admin',
  'service-account': 'admin',
  settings: 'admin',
  mail: 'notifications',
  webhook: 'notifications',
} as const;

/** The NATS subject an event travels on: `carrel.<service>.<name>` (api.md, Events). */
export function subjectOf(name: EventName): string {
  return `carrel.${ownerOf[name.slice(0, name.indexOf('.')) as keyof typeof ownerOf]}.${name}`;
}
