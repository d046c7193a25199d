/** The kind of a line; every kind but `text` is written by the system. */
export const lineKinds = [
  'text',
  'entered',
  'left',
  'returned',
  'page',
  'closing',
  'attachment',
  'patron-left',
] as const;
export type LineKind = (typeof lineKinds)[number];

/** One line as everyone in the session sees it. System lines carry what happened in `kind` (R37, R41). */
export interface Line {
  /** Gap-free per session, from 1. */
  seq: number;
  from: 'patron' | 'librarian' | 'system';
  kind: LineKind;
  /** The librarian who wrote it, or of whom the system speaks. */
  authorId: string | null;
  text: string;
  sentAt: string;
}

/** How many more lines, and bytes of what people write, a session takes (setting chat-length). */
export interface Left {
  lines: number;
  bytes: number;
}

/** So near to its end that both sides are shown what is left after every line. */
export const isNearlyFull = ({ lines, bytes }: Left): boolean => lines < 100 || bytes < 100_000;

export type Author = { kind: 'patron'; tokenHash: string } | { kind: 'librarian'; id: string };

export const entered = (name: string) => `Librarian ${name} has entered the session.`;
export const left = (name: string) => `Librarian ${name} has left the session.`;

/** Shown to the librarians of a chat that its patron has ended (B37). */
export const patronLeft = 'The patron has ended the chat.';

/** Shown to a patron whose librarian vanished (F6). */
export const backInLine = 'You are at the front of the line again: the next librarian will be with you.';

/** Asked before a session is ended (R143). */
export const closingCheck = 'Is there anything else you would like to know?';
