import type { ResolutionCode } from '@carrel/contracts';
import { answeredBy, closedBy, newFor, unlisted, waits, type Change } from './holding.js';

/** The effect of a resolution code on the two libraries concerned. */
export interface Resolution {
  /** The patron's library, when another library's librarian chatted. */
  readonly patronsLibrary: Change;
  /** The chatting librarian's library, when it is not the patron's. */
  readonly chattingLibrary: Change;
  /** When both are one library. */
  readonly sameLibrary: Change;
  /** Whether Shared Followup takes the question, where the patron's group has it on. */
  readonly pool: 'if on' | 'never';
}

/** Resolution codes and what each decides (R44..R56, truth table 1.1; A1, A3, A21). */
export const resolutions: Readonly<Record<ResolutionCode, Resolution>> = {
  // R48, R49, R50: the patron's library follows up, the chatting library sees it in no list.
  'followup-by-patron-library': {
    patronsLibrary: newFor.nobody,
    chattingLibrary: unlisted,
    sameLibrary: newFor.nobody,
    pool: 'if on',
  },
  // R51, R52, R53: the chatting librarian keeps it wherever he or she works; the patron's library waits.
  'followup-by-me': {
    patronsLibrary: waits.unassigned,
    chattingLibrary: newFor.actor,
    sameLibrary: newFor.actor,
    pool: 'never',
  },
  // R54: Answered for both; at the patron's library nobody is assigned, the row shows who handled it.
  answered: {
    patronsLibrary: answeredBy.nobody,
    chattingLibrary: answeredBy.actor,
    sameLibrary: answeredBy.actor,
    pool: 'never',
  },
  // R55: as Answered, marked as practice and out of statistics (A15).
  practice: {
    patronsLibrary: answeredBy.nobody,
    chattingLibrary: answeredBy.actor,
    sameLibrary: answeredBy.actor,
    pool: 'never',
  },
  // R56: Closed for both.
  'lost-call': {
    patronsLibrary: closedBy.nobody,
    chattingLibrary: closedBy.actor,
    sameLibrary: closedBy.actor,
    pool: 'never',
  },
};

/**
 * The code that counts. When the system ended an unattended session, an address decides: follow-up by the
 * patron's library with one, a lost call without (row 8, B8).
 */
export function codeOf(
  end: { resolution: ResolutionCode; endedBy: 'librarian' | 'system' },
  noContact: boolean,
) {
  if (end.endedBy === 'librarian') return end.resolution;
  return noContact ? 'lost-call' : 'followup-by-patron-library';
}
