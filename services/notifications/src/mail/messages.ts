import { customMessageTypes, type CustomMessageType } from '@carrel/contracts';
import type { Attachment } from './domain/letter.js';
import { noticeMessages } from './notices.js';

/** Messages that no library words itself. */
export const fixedMessages = ['library-message', 'patron-link', 'question-merged', 'question-split'] as const;
export type PatronMessage = CustomMessageType | (typeof fixedMessages)[number];

/** A line of a chat, as its patron may read it. */
export interface TranscriptLine {
  from: 'patron' | 'librarian' | 'system';
  name: string | null;
  /** Already in the library's own time. */
  at: string;
  text: string;
}

/** Words that a library has chosen for a message, and those its messages end with. */
export interface Wording {
  /** BCP 47; the language that was found, not the one that was wanted. */
  readonly language: string;
  readonly custom: { readonly greeting: string; readonly text: string } | null;
  readonly replyText: string | null;
}

/** Values of the tokens; null and undefined are left empty. */
export interface Tokens {
  readonly patron?: string | null;
  readonly partner?: string | null;
  readonly library: string;
  /** The group's short name (R120). */
  readonly group?: string | null;
  readonly number?: string | null;
  /** The number of the other question, where one is merged or split. */
  readonly other?: string | null;
  readonly question?: string | null;
  readonly date?: string | null;
}

/** A patron's data, for the library or for a partner. */
interface Account {
  readonly name: string | null;
  readonly address: string | null;
  readonly link?: string | null;
}

/** What a message carries besides its words; each part left out is not there. */
export interface Parts {
  /** What a librarian wrote. */
  readonly written?: string | null;
  readonly question?: string | null;
  /** What the form asked besides the question. */
  readonly fields?: readonly { readonly label: string; readonly value: string }[];
  readonly lines?: readonly TranscriptLine[];
  /** Of a long chat `lines` are the first ones: the whole is in a file, or as much of it as one mail carries. */
  readonly rest?: 'attached' | 'cut' | undefined;
  readonly files?: readonly { readonly name: string; readonly url: string }[];
  readonly survey?: string | null;
  readonly reason?: string | null;
  readonly link?: string | null;
  /** Nobody reads answers to this mail; the page, if there is one, to go to instead. */
  readonly noReplies?: { readonly link: string | null } | undefined;
  /** Only with patron account information on (R133), or a referral whose sender ticked it. */
  readonly account?: Account | undefined;
}

/** A message to a patron or an e-mail partner, before it is rendered. */
export interface PatronMail {
  readonly wording: Wording;
  readonly tokens: Tokens;
  readonly parts: Parts;
  readonly attachments?: readonly Attachment[] | undefined;
}

/** Every message there is a delivery of; `new-question` goes to the library as a notice and to the patron as a receipt. */
export const messages: readonly string[] = [
  ...new Set([
    ...customMessageTypes.filter((type) => type !== 'acknowledgement-page'),
    ...fixedMessages,
    ...noticeMessages,
  ]),
];
