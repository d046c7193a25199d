import { shorten } from '@carrel/kernel';
import type { Header } from '../domain/read-mail.js';
import { plain, textOf } from './charset.js';

export const limits = {
  /** Of a head that is looked at, in bytes. */
  headBytes: 256 * 1024,
  /** Headers kept of one head. */
  headers: 500,
  /** Letters kept of one header. */
  headerLength: 8 * 1024,
  depth: 20,
  parts: 300,
  attachments: 50,
  /** Of all text parts together, in letters. */
  text: 200_000,
} as const;

const [LF, CR, SPACE, TAB] = [10, 13, 32, 9] as const;

/**
 * Where the head ends and the body begins: an empty line, or one of white space that no header follows. A mail without
 * either is all head.
 */
export function splitHead(bytes: Buffer): { head: Buffer; body: Buffer } {
  let start = 0;
  for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, start)) {
    if (endsHead(bytes, start, end))
      return { head: bytes.subarray(0, Math.max(0, start - 1)), body: bytes.subarray(end + 1) };
    start = end + 1;
  }
  return { head: bytes, body: bytes.subarray(bytes.length) };
}

function endsHead(bytes: Buffer, start: number, end: number): boolean {
  let empty = true;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at]!;
    if (byte === CR) continue;
    if (byte !== SPACE && byte !== TAB) return false;
    empty = false;
  }
  return empty || !/^([!-9;-~]{1,100}:|[ \t]+\S)/.test(bytes.toString('latin1', end + 1, end + 111));
}

export interface Head {
  readonly headers: Header[];
  readonly count: number;
}

/** The headers of a head, unfolded; what is beyond the limits is counted and left out. */
export function readHead(head: Buffer): Head {
  const bytes = head.subarray(0, limits.headBytes);
  const lines = bytes.toString('latin1').split(/\r?\n/);
  const headers: { name: string; value: string }[] = [];
  let count = 0;
  let open: { name: string; value: string } | undefined;
  for (const line of lines) {
    if (/^[ \t]/.test(line)) {
      if (open && open.value.length < limits.headerLength) open.value += ` ${line.trim()}`;
      continue;
    }
    open = undefined;
    const colon = line.indexOf(':');
    if (colon < 1 || colon > 100) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    if (!/^[!-9;-~]+$/.test(name)) continue;
    count += 1;
    open = { name, value: line.slice(colon + 1, colon + 1 + limits.headerLength).trim() };
    if (headers.length < limits.headers) headers.push(open);
  }
  if (head.length > bytes.length) count += countLines(head.subarray(bytes.length));
  return {
    headers: headers.map(({ name, value }) => ({
      name,
      value: shorten(plain(asWritten(value)), limits.headerLength),
    })),
    count,
  };
}

/** UTF-8 stands in headers since RFC 6532; other bytes are of an older charset. Each header is of one. */
const asWritten = (value: string) =>
  // eslint-disable-next-line no-control-regex
  /[\x80-\xFF\x1B]/.test(value) ? textOf(Buffer.from(value, 'latin1'), undefined) : value;

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) count += 1;
  return count;
}

export interface Parameters {
  /** In small letters, such as `text/plain`. */
  readonly value: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** A header with parameters (RFC 2045), continued and encoded ones included (RFC 2231). */
export function withParameters(header: string | undefined): Parameters {
  const text = header ?? '';
  const end = text.indexOf(';');
  const found = new Map<string, string>();
  const pieces = new Map<string, { at: number; text: string; encoded: boolean }[]>();
  const pattern = /;\s*([^\s=;"]{1,80})\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;"\s]*))/g;
  for (const [, key, quoted, bare] of text.slice(Math.max(end, 0)).matchAll(pattern)) {
    const value = quoted === undefined ? bare! : quoted.replace(/\\(.)/g, '$1');
    const [, name, at, star] = /^([^*]+)(?:\*(\d{1,3}))?(\*?)$/.exec(key!.toLowerCase()) ?? [];
    if (!name) continue;
    if (at === undefined && !star) {
      if (!found.has(name)) found.set(name, value);
      continue;
    }
    const list = pieces.get(name) ?? [];
    list.push({ at: Number(at ?? 0), text: value, encoded: star === '*' });
    pieces.set(name, list);
  }
  for (const [name, list] of pieces) {
    const whole = list.sort((a, b) => a.at - b.at);
    found.set(name, whole[0]!.encoded ? decoded(whole) : whole.map((piece) => piece.text).join(''));
  }
  return {
    value: text
      .slice(0, end < 0 ? undefined : end)
      .trim()
      .toLowerCase(),
    parameters: found,
  };
}

function decoded(pieces: readonly { text: string; encoded: boolean }[]): string {
  const [, charset, rest] = /^([^']*)'[^']*'(.*)$/s.exec(pieces[0]!.text) ?? [];
  const texts = pieces.map(({ text, encoded }, at) => {
    const value = at === 0 ? (rest ?? text) : text;
    return encoded
      ? value.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      : value;
  });
  return textOf(Buffer.from(texts.join(''), 'latin1'), charset || 'utf-8');
}
