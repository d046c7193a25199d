import { shorten } from '@carrel/kernel';
import { addressParser } from 'postal-mime';
import { quotedByMarkup, splitText } from '../domain/quoting.js';
import type { Attachment, Header, Mailbox, ReadMail, RecipientReport } from '../domain/read-mail.js';
import { plain, textOf } from './charset.js';
import { decoded } from './decoding.js';
import { decodedWords } from './encoded-words.js';
import { bodyToRead } from './body-to-read.js';
import { limits, readHead, splitHead, withParameters } from './head.js';
import { htmlAsText } from './html.js';
import { recipientReports } from './report.js';
import { treeOf, type Leaf, type Tree } from './tree.js';

/** Reads a mail of any shape; whatever it holds, the outcome is bounded and made of plain text. */
export function readMail(raw: Buffer): ReadMail {
  const tree = treeOf(raw);
  const collected = collect(tree);
  const { headers, count } = tree.head;
  const known = about(headers);
  return {
    ...known,
    headers,
    headerCount: count,
    contentType: tree.mediaType,
    reportType: tree.parameters.get('report-type')?.toLowerCase() ?? null,
    ...splitText(textOfAll(collected.texts), known.subject, addressesOf(known)),
    attachments: collected.attachments,
    reports: collected.reports,
    returned: collected.returned,
    cut: [...tree.cut, ...collected.cut],
  };
}

const addressesOf = ({ from, replyTo }: { from: Mailbox | null; replyTo: Mailbox | null }): string[] =>
  [from, replyTo].flatMap((one) => (one ? [one.address] : []));

/** What the headers alone say, for a mail whose body cannot be read. */
export function about(headers: readonly Header[]) {
  const first = (name: string) => headers.find((header) => header.name === name)?.value ?? '';
  const ids = (name: string) => first(name).match(/<[^<>\s]{1,250}>/g) ?? [];
  return {
    from: ['from', 'sender', 'return-path'].flatMap((name) => mailboxes(first(name)))[0] ?? null,
    replyTo: mailboxes(first('reply-to'))[0] ?? null,
    to: [...mailboxes(first('to')), ...mailboxes(first('cc'))].slice(0, 50),
    subject: shorten(oneLine(decodedWords(first('subject'))), 500),
    messageId: ids('message-id')[0] ?? null,
    refersTo: [...new Set([...ids('in-reply-to').slice(0, 20), ...ids('references').slice(-50).reverse()])],
  };
}

function mailboxes(value: string): Mailbox[] {
  const bounded = value.slice(0, 4000);
  // A comment within another is taken for a name.
  const found = /\([^()]*\(/.test(bounded) ? [] : parsed(bounded);
  const known = found.length > 0 ? found : parsed(withoutComments(bounded));
  return known.length > 0 ? known : quotedMailboxes(bounded);
}

/** Local parts in quotation marks, with blanks or signs that the parser takes for something else (RFC 5321, 4.1.2). */
function quotedMailboxes(value: string): Mailbox[] {
  const pattern =
    /(?:(?:^|,)\s*([^<>@",]{1,200}?|"[^"]{1,200}")\s*<)?"((?:[^"\\]|\\.){1,64})"@([^\s@()<>",;]{1,200})/g;
  return [...value.matchAll(pattern)].map(([, name = '', local, domain]) => ({
    name: shorten(oneLine(decodedWords(name.replace(/^"|"$/g, ''))), 200),
    address: plain(`"${local}"@${domain}`).slice(0, 254),
  }));
}

/** Addresses as links, in the brackets that Outlook writes, and with the route of RFC 822. */
const bare = (value: string) =>
  value
    .replace(/([<[(\s]|^)mailto:/gi, '$1')
    .replace(/\[([^\s<>@[\]]{1,100}@[^\s<>@[\]]{1,200})\]/g, '<$1>')
    .replace(/<(?:@[^\s<>@:,]{1,200},?)+:/g, '<');

function parsed(value: string): Mailbox[] {
  const found = addressParser(bare(value), { flatten: true }) as Mailbox[];
  return found
    .filter(({ address }) => /^(?:[^\s@()<>]+|"[^"@<>]{1,64}")@[^\s@()<>]+$/.test(address ?? ''))
    .map(({ name, address }) => ({
      name: shorten(oneLine(decodedWords(name ?? '')), 200),
      address: plain(address).slice(0, 254),
    }));
}

/** Comments stand anywhere between the parts of an address (RFC 5322, 3.2.2), one within another. */
function withoutComments(value: string): string {
  let out = '';
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < value.length; at += 1) {
    const letter = value[at]!;
    if (letter === '\\') {
      if (depth === 0) out += value.slice(at, at + 2);
      at += 1;
    } else if (letter === '"' && depth === 0) {
      quoted = !quoted;
      out += letter;
    } else if (letter === '(' && !quoted) depth += 1;
    else if (letter === ')' && depth > 0) depth -= 1;
    else if (depth === 0) out += letter;
  }
  return out;
}

const oneLine = (text: string) =>
  text
    .replace(/[\p{Cc}\u2028\u2029\u200B\u202A-\u202E\u2066-\u2069]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();

interface TextPart {
  readonly html: boolean;
  readonly text: string;
  readonly alternative: number | null;
}
interface Collected {
  texts: TextPart[];
  attachments: Attachment[];
  reports: RecipientReport[];
  returned: { messageIds: string[]; subject: string };
  cut: Set<string>;
}

function collect({ leaves }: Tree): Collected {
  const all: Collected = {
    texts: [],
    attachments: [],
    reports: [],
    returned: { messageIds: [], subject: '' },
    cut: new Set(),
  };
  let letters = 0;
  for (const leaf of leaves) {
    if (isText(leaf)) {
      // A megabyte of letters more or less is decoded, then cut: nobody reads on after that.
      const bytes = bytesOf(leaf, 4 * limits.text);
      const html = leaf.mediaType === 'text/html';
      const text = textOf(bytes, leaf.parameters.get('charset'), html ? charsetInHtml(bytes) : undefined);
      const room = Math.max(0, limits.text - letters);
      if (text.length > room) all.cut.add('text');
      letters += text.length;
      const flowing = leaf.parameters.get('format')?.toLowerCase() === 'flowed';
      const kept = plain(shorten(text, room)).replaceAll(quotedByMarkup, '');
      const { alternative } = leaf;
      if (html) all.texts.push({ html, text: htmlAsText(kept), alternative });
      else if (withCommands.includes(leaf.mediaType))
        all.texts.push({ html, text: withoutCommands(kept), alternative });
      else {
        const unbroken = flowing
          ? unflowed(kept, leaf.parameters.get('delsp')?.toLowerCase() === 'yes')
          : kept;
        all.texts.push({ html, text: unbroken, alternative });
      }
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
  return texts.includes(mediaType) && value !== 'attachment' && !named;
}

/** Old forms of text with commands such as `<bold>` in it (RFC 1896). */
const withCommands = ['text/enriched', 'text/richtext'];
const texts = ['text/plain', 'text/html', 'text/markdown', 'text/x-markdown', ...withCommands];
const withoutCommands = (text: string) =>
  text
    .replace(/<param>[^<>]{0,200}<\/param>/gi, '')
    .replace(/<<|<\/?[\w-]{1,60}>/g, (found) => (found === '<<' ? '<' : ''));

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
    name: name === null ? null : oneLine(decodedWords(name)),
    mediaType: leaf.mediaType,
    content: decoded(leaf.body, encoding),
  });
}

/** What an HTML text says of its own charset. */
const charsetInHtml = (bytes: Buffer) =>
  /<(?:meta\b[^<>]{0,200}?charset|\?xml\b[^<>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(
    bytes.toString('latin1', 0, 4096),
  )?.[1];

/** The texts of a mail in their order; of a multipart/alternative the fuller. */
function textOfAll(texts: readonly TextPart[]): string {
  const done = new Set<number>();
  const shown: string[] = [];
  for (const { text, alternative } of texts) {
    if (alternative === null) shown.push(text);
    else if (!done.has(alternative)) {
      done.add(alternative);
      const forms = texts.filter((one) => one.alternative === alternative);
      const join = (html: boolean) =>
        forms
          .filter((one) => one.html === html)
          .map((one) => one.text)
          .join('\n');
      const [plainText, html] = [join(false), join(true)];
      shown.push(bodyToRead(plainText, html) === 'html' ? html : plainText);
    }
  }
  return shown.filter((one) => one.trim() !== '').join('\n');
}

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
