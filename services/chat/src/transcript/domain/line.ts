/** One line as everyone in the session sees it. System lines carry what happened in `kind` (R37, R41). */
export interface Line {
  /** Gap-free per session, from 1. */
  seq: number;
  from: 'patron' | 'librarian' | 'system';
  kind: 'text' | 'entered' | 'left';
  /** The librarian who wrote it, or of whom the system speaks. */
  authorId: string | null;
  text: string;
  sentAt: string;
}

export type Author = { kind: 'patron'; tokenHash: string } | { kind: 'librarian'; id: string };

export const entered = (name: string) => `Librarian ${name} has entered the session.`;
export const left = (name: string) => `Librarian ${name} has left the session.`;
