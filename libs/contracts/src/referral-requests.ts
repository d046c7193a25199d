import { Type } from 'typebox';
import { MatchedBy } from './mail-requests.js';
import { Address, contract, Ids, Line, MailFiles, Quoted, Text } from './request-contract.js';
import { referral, Word } from './states.js';
import { Exactly, Id, Nullable, OneOf, Time } from './schema.js';

const Target = Exactly({
  kind: referral.kind,
  institutionId: Nullable(Id),
  /** One expert who signs in; absent or null for one who is known by an address only (rows 30, 31). */
  expertAccountId: Type.Optional(Nullable(Id)),
  /** All who may answer as the expert: a team has more than one. */
  expertAccountIds: Type.Optional(Type.Array(Id, { maxItems: 50 })),
});
const Standing = Exactly({
  questionId: Id,
  homeInstitutionId: Id,
  pooled: Type.Boolean(),
  noContact: Type.Boolean(),
  /** The library to act, null when nobody has the turn. */
  turnInstitutionId: Nullable(Id),
  /** Libraries of the chain that wait for one further on, the first sender first (B7). */
  waitingInstitutionIds: Ids,
  /** The open referral to an expert or an address that the library with the turn waits for. */
  outsideReferralId: Type.Optional(Nullable(Id)),
});

/** Requests that referrals sends and answers (B3). */
export const referralRequests = {
  /** Where a question stands, as far as a library that may read it may know; refused as not found otherwise. */
  questionStanding: contract('questions.standing', Exactly({ questionId: Id, institutionId: Id }), Standing),
  /** Carries out a referral that referrals permits (B3). The same referral id again gives the same answer. */
  refer: contract(
    'questions.refer',
    Exactly({
      referralId: Id,
      questionId: Id,
      senderInstitutionId: Id,
      actorId: Id,
      to: Target,
      reason: Nullable(Text),
      noContactConfirmed: Type.Boolean(),
    }),
    Standing,
  ),
  /**
   * Ends a referral: by the receiver's return or the sender's withdrawal (rows 27, 29), by its deadline (row 28),
   * or because its receiver is gone (rows 49, 51). For the last two institution and actor count for nothing.
   */
  endReferral: contract(
    'questions.end-referral',
    Exactly({
      referralId: Id,
      by: OneOf('return', 'withdraw', 'deadline', 'receiver-gone'),
      institutionId: Id,
      actorId: Nullable(Id),
      reason: Nullable(Text),
    }),
    Exactly({ questionId: Id, endedReferralIds: Ids }),
  ),
  /** An expert's or e-mail partner's mail about a referral has arrived (row 32); the same message again changes nothing. */
  referralReply: contract(
    'questions.referral-reply',
    Exactly({
      referralId: Id,
      messageId: Id,
      text: Text,
      quoted: Quoted,
      matchedBy: Type.Optional(MatchedBy),
      files: MailFiles,
    }),
    Exactly({ questionId: Id }),
  ),
  /** Referral reasons stay with referrals; a notice to the receiver carries them (R103). */
  referralReason: contract(
    'referrals.reason',
    Exactly({ referralId: Id }),
    Exactly({ reason: Nullable(Text), actorId: Nullable(Id), endReason: Nullable(Text) }),
  ),
  /**
   * Whom a referral is to be mailed to and what about it (R101, R106); the question's text comes from questions
   * (`questions.letter`). `to` is the expert's or e-mail partner's address, null for a library and for
   * experts with accounts, whose addresses admin knows.
   */
  referralLetter: contract(
    'referrals.letter',
    Exactly({ referralId: Id }),
    Exactly({
      referralId: Id,
      questionId: Id,
      kind: referral.kind,
      status: Word,
      senderInstitutionId: Id,
      actorId: Id,
      receiverInstitutionId: Nullable(Id),
      to: Nullable(Exactly({ name: Line, email: Address })),
      expertAccountIds: Type.Array(Id, { maxItems: 50 }),
      reason: Nullable(Text),
      endReason: Nullable(Text),
      /** Whether the sender ticked that the patron's name and address go along; otherwise they stay out. */
      withPatronContact: Type.Boolean(),
      /** Deadline of the automatic return. */
      deadlineAt: Nullable(Time),
      /** Coordinators who decide about questions of no known library (R94), by account. */
      coordinatorAccountIds: Ids,
    }),
  ),
  /**
   * Who looks after quality for the patrons of a library (R81): the experts of that kind of the library and its
   * groups, and the coordinators of its subscription group.
   */
  qualityContacts: contract(
    'referrals.quality-contacts',
    Exactly({ institutionId: Id }),
    Exactly({
      accountIds: Ids,
      addresses: Type.Array(Exactly({ name: Line, email: Address }), { maxItems: 200 }),
      coordinatorAccountIds: Ids,
    }),
  ),
} as const;
