import type { Author, Left, Line } from './line.js';

/** A line that somebody wants written. */
export interface Draft {
  sessionId: string;
  author: Author;
  text: string;
  /** The author's own name for it; the same again is the same line. */
  clientId: string;
}

/** What became of a draft; `known` is the line that was there already under its clientId. */
export type Verdict =
  | { kind: 'written' | 'known'; line: Line; shownAs: string; left: Left | null }
  /** The session is as long as one may become. */
  | { kind: 'full' }
  /** The patron has written enough until a librarian comes. */
  | { kind: 'waiting-full' }
  | { kind: 'no-party' }
  | { kind: 'not-open'; status: string };

export const sameAuthor = (one: Author, other: Author): boolean => keyOf(one) === keyOf(other);

/** What identifies an author: a patron's token, a librarian's account. */
export const keyOf = (author: Author): string => (author.kind === 'patron' ? author.tokenHash : author.id);
