import type { ResolutionCode } from '@carrel/contracts';
import { CodeNotUsed, NoContact, PracticeCode } from './refusals.js';

/** Why a request is taken out of the line, or a chat ended, without an answer (A14, B36). `other` is said in words. */
export const dismissReasons = [
  'duplicate',
  'test',
  'prank',
  'by-mistake',
  'wrong-service',
  'patron-gone',
  'other',
] as const;
/** Those that fit a chat that has begun (B36). */
export const reasonsInChat: readonly string[] = ['prank', 'test', 'patron-gone', 'wrong-service', 'other'];
export type DismissReason = (typeof dismissReasons)[number];

/** How a librarian ends a session (R44). */
export interface Ending {
  resolution: ResolutionCode;
  /** Follow-up is meant although nobody can be written to (A16). */
  noContactConfirmed: boolean;
  /** What it was about, in the library's own codes. */
  descriptiveCodes: string[];
  /** Codes the patron's group does not use. */
  forbidden: readonly ResolutionCode[];
}

/** So many descriptive codes at most. */
export const DESCRIPTIVE_AT_MOST = 4;

/** How it is coded, and by whom. */
export interface Closing {
  resolution: ResolutionCode;
  messages: number;
  endedBy: 'librarian' | 'system';
  librarianId: string | null;
  librarianInstitutionId: string | null;
}

/** Practice and its code go together (A15); follow-up needs an address, or someone who says that it is meant (A16). */
export function mustFit(how: Ending, session: { practice: boolean; noContact: boolean }): void {
  if (session.practice !== (how.resolution === 'practice')) throw new PracticeCode(session.practice);
  if (how.forbidden.includes(how.resolution)) throw new CodeNotUsed(how.resolution);
  const followup = how.resolution === 'followup-by-me' || how.resolution === 'followup-by-patron-library';
  if (followup && session.noContact && !how.noContactConfirmed) throw new NoContact(how.resolution);
}

/** The system's own code for a session that everybody left: follow-up where one can be written to (row 8). */
export function systemCode(session: { practice: boolean; noContact: boolean }): ResolutionCode {
  if (session.practice) return 'practice';
  return session.noContact ? 'lost-call' : 'followup-by-patron-library';
}
