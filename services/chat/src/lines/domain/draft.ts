import type { Author, Left, Line } from './line.js';

/** A line to be written. */
export interface Draft {
  sessionId: string;
  author: Author;
  text: string;
  /** The author's idempotency key; the same key means the same line. */
  clientId: string;
}

/** The result of a draft; `known` is the line that was there already under its clientId. */
export type Verdict =
  | { kind: 'written' | 'known'; line: Line; shownAs: string; left: Left | null }
  /** The session is at its length limit. */
  | { kind: 'full' }
  /** The waiting patron is at the limit until a librarian comes. */
  | { kind: 'waiting-full' }
  | { kind: 'no-party' }
  | { kind: 'not-open'; status: string };

export const sameAuthor = (one: Author, other: Author): boolean => keyOf(one) === keyOf(other);

/** What identifies an author: a patron's token, a librarian's account. */
export const keyOf = (author: Author): string => (author.kind === 'patron' ? author.tokenHash : author.id);
