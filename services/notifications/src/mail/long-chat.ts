import type { Attachment } from './domain/letter.js';
import type { TranscriptLine } from './messages.js';
import type { Headings } from './phrases.js';

/** UTF-8 bytes of a chat that stand in the mail itself; a longer one goes along as a file. */
export const IN_MAIL_BYTES = 32_000;
/** Room in a mail for its headers and its two bodies, of which the chat is the smaller part. */
const BESIDE_BYTES = 400_000;
/** Base64 makes lines of 76 characters and a line end out of 57 bytes. */
const ENCODED = 78 / 57;

/** A chat as a mail carries it: all of it, or its first part and the whole in a file, or what of the whole fits. */
export interface CarriedChat {
  readonly lines: readonly TranscriptLine[];
  readonly rest: 'attached' | 'cut' | undefined;
  readonly attachments: readonly Attachment[];
}

/** @param mostBytes of the mail as it is sent */
export function carriedChat(
  lines: readonly TranscriptLine[],
  { said }: Pick<Headings, 'said'>,
  mostBytes: number,
): CarriedChat {
  const text = ({ at, from, name, text: words }: TranscriptLine) =>
    `[${at}] ${from === 'system' ? words : `${name ?? said[from]}: ${words}`}\r\n`;
  const written = lines.map(text);
  const inMail = fitting(written, IN_MAIL_BYTES);
  if (inMail === lines.length) return { lines, rest: undefined, attachments: [] };
  const attached = fitting(written, Math.max(0, mostBytes - BESIDE_BYTES) / ENCODED);
  return {
    lines: lines.slice(0, inMail),
    rest: attached === lines.length ? 'attached' : 'cut',
    attachments: attached > inMail ? [{ name: 'chat.txt', text: written.slice(0, attached).join('') }] : [],
  };
}

/** How many texts, from the first, have so many bytes together at most. */
function fitting(texts: readonly string[], most: number): number {
  let bytes = 0;
  const end = texts.findIndex((text) => (bytes += Buffer.byteLength(text)) > most);
  return end === -1 ? texts.length : end;
}
