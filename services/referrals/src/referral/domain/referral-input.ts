import type { EventData } from '@carrel/contracts';
import type { RefusalKind } from '@carrel/kernel';

export type ReferralKind = EventData<'referral.made.v1'>['kind'];
export type EndedBy = 'return' | 'withdraw' | 'deadline' | 'receiver-gone';

/** A librarian, and the library he or she speaks for. */
export interface Librarian {
  accountId: string;
  institutionId: string;
}
/** The end requested; without an account when it is by time. */
export interface Ending {
  by: EndedBy;
  accountId: string | null;
  institutionId: string;
  reason: string | null;
}
export interface Said {
  kind: RefusalKind;
  code: string;
  message: string;
  facts: Readonly<Record<string, unknown>>;
}
/** The librarian's input. */
export interface ReferralInput {
  questionId: string;
  kind: ReferralKind;
  reason: string | null;
  noContactConfirmed: boolean;
  /** The patron's name and address go along with a mail (row 31). */
  withContact: boolean;
  /** Hours until it comes back unanswered; without a word the groups' own. */
  deadlineHours?: number | null | undefined;
}
