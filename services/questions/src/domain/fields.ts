import type { EventData, ResolutionCode } from '@carrel/contracts';
import type { Holding } from './holding.js';
import { Recorded } from './record.js';
import type { Referral } from './referral.js';

export type Source = EventData<'question.reopened.v1'>['source'];
export interface AskedField {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

/** What is kept of a question. */
export abstract class QuestionFields extends Recorded {
  number!: string;
  source!: Source;
  sessionId: string | null = null;
  homeInstitutionId!: string;
  resolution: ResolutionCode | null = null;
  practice = false;
  /** The patron left no e-mail address (R76). */
  noContact = false;
  /** Waits in Shared Followup for any library of the group (R66). */
  pooled = false;
  /** Was claimed from there, so giving it up puts it back (row 15). */
  cameFromPool = false;
  dueAt: Date | null = null;
  createdAt!: Date;
  lastActivityAt!: Date;
  archivedAt: Date | null = null;
  /** The library that sent the last answer after the chat; a patron's reply goes there (row 37). */
  answeredByInstitutionId: string | null = null;
  /** Closed as spam, or as the duplicate of another question. */
  mark: 'spam' | 'duplicate' | null = null;
  duplicateOfId: string | null = null;
  /** What it was about (R77), descriptive codes, and the effort on the READ scale. */
  topic: string | null = null;
  codes: string[] = [];
  readScale: number | null = null;
  /** The due date that was told to be near or past: once for each. */
  dueSoonToldFor: Date | null = null;
  overdueToldFor: Date | null = null;
  /** The last activity whose coming archive was announced. */
  archiveWarnedFor: Date | null = null;
  /** The words are gone; what is left is for counting. */
  erasedAt: Date | null = null;
  /** Who took or answered it last, for libraries whose own holding names nobody. */
  handledById: string | null = null;
  handledByInstitutionId: string | null = null;
  subject: string | null = null;
  text!: string;
  patronName: string | null = null;
  patronEmail: string | null = null;
  /** SHA-256 of the patron's token for this question; null when a chat's token stands for it. */
  tokenHash: string | null = null;
  /** The patron's record at his or her library; null without an address (B14). */
  patronId: string | null = null;
  /** This is the first question from the address; known while the question begins and not kept. */
  patronIsNew = false;
  /** What the library's web form asked beside the question, and the answers (R121). */
  fields: readonly AskedField[] = [];
  /** When the patron was told during the chat that the answer will be sent (R24). */
  promisedAt: Date | null = null;
  holdings: Holding[] = [];
  referrals: Referral[] = [];
}
