import type { MailLanguage } from '@carrel/contracts';
import { de } from './notice-words/de.js';
import { en } from './notice-words/en.js';
import { es } from './notice-words/es.js';
import { fr } from './notice-words/fr.js';

export type NoticeMessage = keyof typeof en.notices;

/** What notices to staff say in one language: subject and sentence of each; the question's title stands below. */
export interface NoticeWords {
  readonly question: string;
  readonly reason: string;
  readonly sentBy: string;
  /** The subject of a mail with more than one notice. */
  readonly together: string;
  /** What mails to patrons are called, for a notice that one did not arrive. */
  readonly mails: Readonly<Record<keyof typeof en.mails, string>>;
  /** What the numbers of a report are called, and the word for those of the period before. */
  readonly figures: Readonly<Record<keyof typeof en.figures, string>>;
  readonly notices: Readonly<Record<NoticeMessage, readonly [subject: string, says: string]>>;
}

/** The values of their tokens are those of NoticeData. */
export const noticeWords: Readonly<Record<MailLanguage, NoticeWords>> = { en, es, fr, de };
export const noticeMessages = Object.keys(en.notices) as readonly NoticeMessage[];

/** One number of a report: by the name of a figure, or by a code such as a source of questions. */
export interface Figure {
  readonly name?: Exclude<keyof NoticeWords['figures'], 'before'>;
  readonly code?: string;
  readonly value: string;
  readonly before?: string;
}

/** What a notice may name. It names no patron. */
export interface NoticeData {
  readonly number?: string;
  /** What the question is called, if it has a title. */
  readonly title?: string | null;
  readonly library: string;
  readonly other?: string | null;
  readonly group?: string;
  readonly reason?: string | null;
  /** A moment and the time zone it is shown in, which is named beside it. */
  readonly at?: { readonly time: string; readonly timeZone: string } | null;
  readonly uncertain?: boolean;
  /** Which message could not be delivered. */
  readonly what?: string;
  readonly reply?: string | null;
  /** A page that only the receiver may open. */
  readonly link?: string | null;
  /** The numbers of a report, one to a line. */
  readonly figures?: readonly Figure[];
}
