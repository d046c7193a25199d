import { addressParser, decodeWords } from 'postal-mime';
import { trimmed } from '../domain/quoting.js';
import type { Attachment, Header, Mailbox, ReadMail, RecipientReport } from '../domain/read-mail.js';
import { plain, textOf } from './charset.js';
import { decoded } from './decoding.js';
import { limits, readHead, splitHead, withParameters } from './head.js';
import { htmlAsText, htmlWithoutQuotations } from './html.js';
import { recipientReports } from './report.js';
import { treeOf, type Leaf, type Tree } from './tree.js';

/** Reads a mail of any shape; whatever it holds, the outcome is bounded and made of plain text. */
export function readMail(raw: Buffer): ReadMail {
  const tree = treeOf(raw);
  const collected = collect(tree);
  const { headers, count } = tree.head;
  const words = textsOf(collected);
  return {
    ...about(headers),
    headers,
    headerCount: count,
    contentType: tree.mediaType,
    reportType: tree.parameters.get('report-type')?.toLowerCase() ?? null,
    ...words,
    attachments: collected.attachments,
    reports: collected.reports,
    returned: collected.returned,
    cut: [...tree.cut, ...collected.cut],
  };
}

/** What the headers alone say, for a mail whose body cannot be read. */
export function about(headers: readonly Header[]) {
  const first = (name: string) => headers.find((header) => header.name === name)?.value ?? '';
  const ids = (name: string) => first(name).match(/<[^<>\s]{1,250}>/g) ?? [];
  return {
    from: mailboxes(first('from'))[0] ?? mailboxes(first('sender'))[0] ?? null,
    to: [...mailboxes(first('to')), ...mailboxes(first('cc'))].slice(0, 50),
    subject: oneLine(words(first('subject'))).slice(0, 500),
    messageId: ids('message-id')[0] ?? null,
    refersTo: [...new Set([...ids('in-reply-to').slice(0, 20), ...ids('references').slice(-50).reverse()])],
  };
}

function mailboxes(value: string): Mailbox[] {
  const found = addressParser(value.slice(0, 4000), { flatten: true }) as Mailbox[];
  return found
    .filter(({ address }) => /^[^\s@]+@[^\s@]+$/.test(address ?? ''))
    .map(({ name, address }) => ({
      name: oneLine(words(name ?? '')).slice(0, 200),
      address: plain(address).slice(0, 254),
    }));
}

const words = (value: string) => plain(decodeWords(value));
const oneLine = (text: string) =>
  text
    .replace(/[\p{Cc}\u2028\u2029\u200B\u202A-\u202E\u2066-\u2069]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();

interface Collected {
  plains: string[];
  htmls: string[];
  attachments: Attachment[];
  reports: RecipientReport[];
  returned: { messageIds: string[]; subject: string };
  cut: Set<string>;
}

function collect({ leaves }: Tree): Collected {
  const all: Collected = {
    plains: [],
    htmls: [],
    attachments: [],
    reports: [],
    returned: { messageIds: [], subject: '' },
    cut: new Set(),
  };
  let letters = 0;
  for (const leaf of leaves) {
    if (isText(leaf)) {
      // A megabyte of letters more or less is decoded, then cut: nobody reads on after that.
      const text = textOf(bytesOf(leaf, 4 * limits.text), leaf.parameters.get('charset'));
      const room = Math.max(0, limits.text - letters);
      if (text.length > room) all.cut.add('text');
      letters += text.length;
      const flowing = leaf.parameters.get('format')?.toLowerCase() === 'flowed';
      const kept = plain(text.slice(0, room));
      if (leaf.mediaType === 'text/html') all.htmls.push(kept);
      else
        all.plains.push(
          flowing ? unflowed(kept, leaf.parameters.get('delsp')?.toLowerCase() === 'yes') : kept,
        );
    } else if (/^message\/(global-)?delivery-status$/.test(leaf.mediaType)) {
      all.reports.push(...recipientReports(textOf(bytesOf(leaf, 100_000), 'utf-8')));
    } else {
      if (
        /^(message\/(rfc822|global|partial)|text\/rfc822-headers|message\/global-headers)$/.test(
          leaf.mediaType,
        )
      ) {
        returned(all, bytesOf(leaf, limits.headBytes));
      }
      attach(all, leaf);
    }
  }
  return all;
}

function isText({ mediaType, head }: Leaf): boolean {
  const { value, parameters } = withParameters(
    head.headers.find(({ name }) => name === 'content-disposition')?.value,
  );
  const named = parameters.has('filename') && value !== 'inline';
  return (mediaType === 'text/plain' || mediaType === 'text/html') && value !== 'attachment' && !named;
}

function bytesOf({ head, body }: Leaf, atMost: number): Buffer {
  const encoding = head.headers.find(({ name }) => name === 'content-transfer-encoding')?.value;
  // Four thirds for base64, three for quoted-printable, and line breaks.
  return decoded(body.subarray(0, 4 * atMost), encoding).subarray(0, atMost);
}

function returned(all: Collected, bytes: Buffer): void {
  const { headers } = readHead(splitHead(bytes).head);
  const { messageId, subject } = about(headers);
  if (messageId) all.returned.messageIds.push(messageId);
  all.returned.subject ||= subject;
}

function attach(all: Collected, leaf: Leaf): void {
  if (all.attachments.length >= limits.attachments) {
    all.cut.add('attachments');
    return;
  }
  const disposition = withParameters(
    leaf.head.headers.find(({ name }) => name === 'content-disposition')?.value,
  );
  const name = disposition.parameters.get('filename') ?? leaf.parameters.get('name') ?? null;
  const encoding = leaf.head.headers.find((header) => header.name === 'content-transfer-encoding')?.value;
  all.attachments.push({
    name: name === null ? null : oneLine(words(name)),
    mediaType: leaf.mediaType,
    content: decoded(leaf.body, encoding),
  });
}

function textsOf({ plains, htmls }: Collected): Pick<ReadMail, 'text' | 'quoted' | 'wholeText'> {
  const text = plains.join('\n');
  if (text.trim() || htmls.length === 0) return { wholeText: tidy(text), text: trimmed(text), quoted: '' };
  const html = htmls.join('\n');
  const wholeText = tidy(htmlAsText(html));
  return { wholeText, text: trimmed(htmlWithoutQuotations(html)) || trimmed(wholeText), quoted: '' };
}

const tidy = (text: string) => text.replace(/\r\n?/g, '\n').trim();

/** Lines that a mail program broke for the journey only (RFC 3676). */
function unflowed(text: string, deleteSpace: boolean): string {
  const out: { depth: number; text: string; open: boolean }[] = [];
  for (const raw of text.split(/\r?\n/)) {
    const [, marks, rest] = /^(>*)(.*)$/s.exec(raw)!;
    const depth = marks!.length;
    const line = rest!.startsWith(' ') ? rest!.slice(1) : rest!;
    const last = out.at(-1);
    const open = line.endsWith(' ') && line !== '-- ';
    const shown = open && deleteSpace ? line.slice(0, -1) : line;
    if (last?.open && last.depth === depth) {
      last.text += shown;
      last.open = open;
    } else out.push({ depth, text: shown, open });
  }
  return out.map(({ depth, text: line }) => (depth ? `${'>'.repeat(depth)} ${line}` : line)).join('\n');
}
