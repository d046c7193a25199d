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
  readonly notices: Readonly<Record<NoticeMessage, readonly [subject: string, says: string]>>;
}

/** The values of their tokens are those of NoticeData. */
export const noticeWords: Readonly<Record<MailLanguage, NoticeWords>> = { en, es, fr, de };
export const noticeMessages = Object.keys(en.notices) as readonly NoticeMessage[];

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
}
