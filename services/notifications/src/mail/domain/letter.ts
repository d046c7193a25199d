/** A text that goes along as a file. */
export interface Attachment {
  readonly name: string;
  readonly text: string;
}

/** The rendered mail, kept until the mail server has it. */
export interface Content {
  subject: string;
  text: string;
  html: string;
  /** What a notice is written in; English where it does not say. */
  language?: string | undefined;
  /** Message ids of what this mail belongs to, the oldest first. */
  references: string[];
  /** Who patrons see as the sender, where it is not Carrel itself (R135). */
  from?: { name: string | null; address: string | null } | undefined;
  /** It carries no address for answers: the library takes no replies by mail, and the text says where to go (B39). */
  noReplies?: boolean | undefined;
  /** An answer to a mail that came in, rather than word of an event (RFC 3834). */
  autoReplied?: boolean | undefined;
  attachments?: readonly Attachment[] | undefined;
}
/** One mail that is to go to one address, because of one event. */
export interface Letter {
  message: string;
  to: string;
  /** A patron's address is shown only to those who may contact the patron. */
  toPatron: boolean;
  institutionId: string | null;
  questionId: string | null;
  sessionId: string | null;
  /** Of a mail to an expert or e-mail partner (rows 30, 31): the referral that an answer belongs to. */
  referralId?: string | null;
  /** The referral or duty of a notice: once that is settled, the notice is not sent. */
  aboutId?: string | null;
  content: Content;
  /** Notices to one address with the same key go out together, at most every 15 minutes (F15). */
  bundle?: string | null;
  /** The author, who is notified should it not arrive. */
  authorId?: string | null;
  /** Earliest time to send; at once when omitted. */
  notBefore?: Date | undefined;
}
