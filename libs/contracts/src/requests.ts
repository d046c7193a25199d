import { Type } from 'typebox';
import { mailRequests } from './mail-requests.js';
import { privacyRequests } from './privacy-requests.js';
import { referralRequests } from './referral-requests.js';
import {
  Address,
  Answers,
  ChatAnswers,
  ChatQuestion,
  contract,
  forMuch,
  Line,
  Path,
  Patron,
  Subject,
  Text,
} from './request-contract.js';
import { Exactly, Id, Nullable, OneOf, Time } from './schema.js';
import { settings } from './settings.js';
import { Word } from './states.js';
import { surveyForms } from './survey-catalogue.js';

/** A library on duty, by its duty; `because` says why it comes first. */
const DutyOffer = Exactly({
  institutionId: Id,
  lane: Nullable(Word),
  because: OneOf('rota', 'best-effort', 'exception', 'cover', 'swap', 'substitute'),
  dutyId: Id,
  from: Time,
  to: Time,
});

/** All requests between services. Personal data is sent here and never in events (B1). */
export const requests = {
  /** Names of staff, for those who show who did what. Unknown ids are left out. */
  accountNames: contract(
    'admin.account-names',
    Exactly({ ids: Type.Array(Id, { maxItems: 500 }) }),
    Exactly({ accounts: Type.Array(Exactly({ id: Id, name: Line, institutionId: Id }), { maxItems: 500 }) }),
  ),
  /** Where a library is notified of questions; no addresses when it wants no notices (R129). */
  notificationAddresses: contract(
    'admin.notification-addresses',
    Exactly({ institutionId: Id }),
    settings['email-notification'].schema,
  ),
  /** The address of one account, for a notice to that person. */
  accountAddress: contract(
    'admin.account-address',
    Exactly({ accountId: Id }),
    Exactly({ name: Line, email: Nullable(Address) }),
  ),
  /** What stands below what this person writes to patrons; empty without a signature and once the account is deactivated. */
  accountSignature: contract(
    'admin.account-signature',
    Exactly({ accountId: Id }),
    Exactly({ text: Type.String({ maxLength: 2000 }) }),
  ),
  /** Addresses of those of the given accounts that are active, for notices to people; others are left out. */
  accountAddresses: contract(
    'admin.account-addresses',
    Exactly({ ids: Type.Array(Id, { maxItems: 500 }) }),
    Exactly({
      accounts: Type.Array(Exactly({ id: Id, name: Type.String({ maxLength: 200 }), email: Address }), {
        maxItems: 500,
      }),
    }),
  ),
  /** What patrons see as the sender of a library's mail; null where it is Carrel's own (R135, A19). */
  outgoingAddress: contract(
    'admin.outgoing-address',
    Exactly({ institutionId: Id }),
    Exactly({
      displayName: Nullable(Line),
      address: Nullable(Address),
      /** Whether patrons' replies go into the history (R134). */
      enabled: Type.Optional(Type.Boolean()),
    }),
  ),
  /** All addresses a library has named for notices, switched on or not, to try them and to see which are stopped. */
  namedAddresses: contract(
    'admin.named-addresses',
    Exactly({ institutionId: Id }),
    Exactly({ addresses: Type.Array(Address, { maxItems: 100 }) }),
  ),
  /** Issues the one-time token that a mail to a new account, or after a forgotten password, carries; none once it is deactivated. */
  accountInvitation: contract(
    'admin.account-invitation',
    Exactly({ accountId: Id }),
    Exactly({
      name: Line,
      email: Address,
      token: Nullable(Line),
      expiresAt: Nullable(Time),
    }),
  ),
  /** Where a library gets mail about its own affairs: its Alert E-mail, apart from its notification addresses (R119). */
  alertAddress: contract(
    'admin.alert-address',
    Exactly({ institutionId: Id }),
    Exactly({ email: Nullable(Address) }),
  ),
  /** Where those who run a group get mail about it: its administrators and contact, its coordinators, its notice address. */
  groupAddresses: contract(
    'admin.group-addresses',
    Exactly({ groupId: Id }),
    Exactly({
      admins: Type.Array(Address, { maxItems: 300 }),
      coordinators: Type.Array(Address, { maxItems: 300 }),
      profileNotices: Type.Array(Address, { maxItems: 20 }),
    }),
  ),
  /** Asks admin to publish the directory's present state again, for a projection that is rebuilt (B2). */
  republishDirectory: contract(
    'admin.republish-directory',
    Exactly({}),
    Exactly({ published: Type.Integer() }),
  ),

  /**
   * A session as the patron may see it: who asked, and the lines after a number in order. Librarians' private notes
   * stay out. A long session comes in pages: `next` is the `after` of the following one, absent in the last.
   */
  sessionTranscript: contract(
    'chat.session-transcript',
    Exactly({ sessionId: Id, after: Type.Optional(Type.Integer({ minimum: 0 })) }),
    Exactly({
      sessionId: Id,
      institutionId: Id,
      patron: Patron,
      question: ChatQuestion,
      fields: ChatAnswers,
      /** The patron's, a tag of BCP 47; absent where it is not known. */
      language: Type.Optional(Line),
      startedAt: Time,
      endedAt: Nullable(Time),
      lines: Type.Array(
        Exactly({
          seq: Type.Integer(),
          from: OneOf('patron', 'librarian', 'system'),
          name: Nullable(Line),
          authorId: Nullable(Id),
          text: Text,
          sentAt: Time,
        }),
      ),
      next: Type.Optional(Type.Integer()),
    }),
    forMuch,
  ),

  /**
   * What librarians noted beside a session and its patron never sees: messages, transfers, outside agencies (R29,
   * R111). In pages: `after` is how many notes to pass over, `next` the `after` of the following page.
   */
  sessionNotes: contract(
    'chat.session-notes',
    Exactly({ sessionId: Id, after: Type.Optional(Type.Integer({ minimum: 0 })) }),
    Exactly({
      sessionId: Id,
      descriptiveCodes: Type.Array(Line, { maxItems: 100 }),
      /** When the answer is due, as promised to the patron (R24). */
      promisedAt: Nullable(Time),
      /** SHA-256 of the patron's token for the session, which opens the question it became as well (B14). */
      tokenHash: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
      notes: Type.Array(
        Exactly({
          kind: OneOf('instant-message', 'room', 'transfer', 'outside-agency'),
          authorId: Id,
          authorName: Line,
          text: Text,
          at: Time,
        }),
      ),
      next: Type.Optional(Type.Integer()),
    }),
    forMuch,
  ),

  /** What a mail about a question must say: to the patron (with `messageId`, that answer's text) or to staff. */
  questionLetter: contract(
    'questions.letter',
    Exactly({ questionId: Id, messageId: Nullable(Id) }),
    Exactly({
      questionId: Id,
      number: Line,
      patronInstitutionId: Id,
      patron: Patron,
      subject: Nullable(Subject),
      questionText: Text,
      fields: Answers,
      messageText: Nullable(Text),
      authorId: Nullable(Id),
      /** The patron's language, a tag of BCP 47; absent where it is not known. */
      language: Type.Optional(Line),
      /** The patron's record at his or her library; null without an address (B14). */
      patronId: Type.Optional(Nullable(Id)),
      /** What was sent with the message, to be fetched at `path` of the public address by whoever has the mail. */
      files: Type.Optional(
        Type.Array(
          Exactly({
            id: Id,
            name: Line,
            mediaType: Line,
            bytes: Type.Integer(),
            path: Line,
          }),
          { maxItems: 50 },
        ),
      ),
    }),
  ),
  /**
   * A new link for one patron's own questions at one library (B14), for a mail to that patron. Each asking makes
   * another, good for 30 days; refused as not found once the patron is forgotten.
   */
  patronLink: contract(
    'questions.patron-link',
    Exactly({ patronId: Id }),
    Exactly({
      patronId: Id,
      institutionId: Id,
      patron: Exactly({ name: Nullable(Line), email: Address }),
      /** Under the public address; its fragment is the token. */
      path: Path,
    }),
  ),
  /**
   * The address of the survey to offer after a chat session (`subjectId`: the session, R137) or with an answer
   * (the question, R138); null when the patron's library offers none, and for practice, which is never surveyed.
   */
  surveyInvitation: contract(
    'questions.survey-invitation',
    Exactly({ form: OneOf(...surveyForms), institutionId: Id, subjectId: Id }),
    Exactly({ url: Nullable(Path) }),
  ),
  /**
   * To which library each question of the group's Shared Followup is offered first, and why (R87, R88): one offer for
   * each entry of `questions`, null without one.
   */
  onDuty: contract(
    'referrals.on-duty',
    Exactly({
      groupId: Id,
      at: Time,
      questions: Type.Array(
        Exactly({ subjects: Type.Array(Word, { maxItems: 20, description: 'class and descriptive codes' }) }),
        { maxItems: 500 },
      ),
    }),
    Exactly({ offers: Type.Array(Nullable(DutyOffer), { maxItems: 500 }) }),
  ),
  /** How many questions wait in a group's Shared Followup, none while it is off; for whoever's duty begins. */
  sharedWaiting: contract(
    'questions.shared-waiting',
    Exactly({ groupId: Id }),
    Exactly({ waiting: Type.Integer({ minimum: 0 }) }),
  ),
  /** What a notice about a duty or a request for cover says; names and zone come with it. */
  dutyNotice: contract(
    'referrals.duty-notice',
    Exactly({ dutyId: Id, coverId: Nullable(Id) }),
    Exactly({ lane: Nullable(Line), reason: Nullable(Text) }),
  ),
  /** What a question is about: its class and descriptive codes, by which a rota's lanes sort (R88). */
  questionSubjects: contract(
    'questions.subjects',
    Exactly({ questionId: Id }),
    Exactly({ subjects: Type.Array(Word, { maxItems: 20 }) }),
  ),
  /** The patron's contact details, corrected after the chat (B38); null while the session is no question. */
  correctContact: contract(
    'questions.correct-contact',
    Exactly({ sessionId: Id, patron: Patron }),
    Exactly({ questionId: Nullable(Id) }),
  ),
  /** May this account read what a chat session, a question by now, holds? */
  mayReadSession: contract(
    'questions.may-read-session',
    Exactly({ sessionId: Id, accountId: Id, institutionId: Id }),
    Exactly({ allowed: Type.Boolean() }),
  ),
  /** May this library see the mails about this question? */
  mayReadQuestion: contract(
    'questions.may-read',
    Exactly({ questionId: Id, accountId: Id, institutionId: Id }),
    Exactly({ allowed: Type.Boolean(), contact: Type.Boolean() }),
  ),
  ...mailRequests,
  ...privacyRequests,
  ...referralRequests,
} as const;

export type RequestName = keyof typeof requests;
