export interface Mailbox {
  readonly name: string;
  readonly address: string;
}
export interface Header {
  /** In small letters. */
  readonly name: string;
  /** Unfolded, encoded words as they came. */
  readonly value: string;
}
export interface Attachment {
  /** As its sender named it. */
  readonly name: string | null;
  readonly mediaType: string;
  readonly content: Uint8Array;
}
/** What a delivery report says of one recipient (RFC 3464). */
export interface RecipientReport {
  readonly action: string;
  /** Three numbers with dots, `5.1.1`. */
  readonly status: string | null;
  /** The address it names, in small letters. */
  readonly recipient: string | null;
  readonly diagnostic: string;
}
/** A parsed mail; every part of it is bounded, for any input. */
export interface ReadMail {
  readonly headers: readonly Header[];
  /** All of the mail, also those beyond our limits. */
  readonly headerCount: number;
  readonly contentType: string;
  /** `report-type` of a multipart/report. */
  readonly reportType: string | null;
  readonly from: Mailbox | null;
  /** The first that Reply-To names. */
  readonly replyTo: Mailbox | null;
  /** To and Cc. */
  readonly to: readonly Mailbox[];
  readonly subject: string;
  /** With its angle brackets. */
  readonly messageId: string | null;
  /** Message ids it refers to, In-Reply-To first. */
  readonly refersTo: readonly string[];
  /** What its sender wrote, without quoted text and signature; in doubt all of it. */
  readonly text: string;
  /** The other lines of it: what is quoted, and the signature. Together with `text` the whole mail (B44). */
  readonly quoted: string;
  /** All of it, quotations included. */
  readonly wholeText: string;
  readonly attachments: readonly Attachment[];
  readonly reports: readonly RecipientReport[];
  /** Of the mail that a report returns. */
  readonly returned: { readonly messageIds: readonly string[]; readonly subject: string };
  /** The limits that were exceeded: `parts`, `depth`, `headers`, `text`, `attachments`. */
  readonly cut: readonly string[];
}

/** The first header of this name, given in small letters. */
export const headerOf = (mail: Pick<ReadMail, 'headers'>, name: string): string | undefined =>
  mail.headers.find((header) => header.name === name)?.value;

export const hasHeader = (mail: Pick<ReadMail, 'headers'>, ...names: string[]): boolean =>
  mail.headers.some((header) => names.includes(header.name));
