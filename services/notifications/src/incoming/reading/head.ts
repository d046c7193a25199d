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

const LF = 10;
const CR = 13;

/** Where the head ends and the body begins. A mail without an empty line is all head. */
export function splitHead(bytes: Buffer): { head: Buffer; body: Buffer } {
  if (bytes[0] === LF) return { head: bytes.subarray(0, 0), body: bytes.subarray(1) };
  if (bytes[0] === CR && bytes[1] === LF) return { head: bytes.subarray(0, 0), body: bytes.subarray(2) };
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    const next = bytes[at + 1] === CR ? at + 2 : at + 1;
    if (bytes[next] === LF) return { head: bytes.subarray(0, at), body: bytes.subarray(next + 1) };
  }
  return { head: bytes, body: bytes.subarray(bytes.length) };
}

export interface Head {
  readonly headers: Header[];
  readonly count: number;
}

/** The headers of a head, unfolded; what is beyond the limits is counted and left out. */
export function readHead(head: Buffer): Head {
  // UTF-8 stands in headers since RFC 6532; other bytes are what Latin-1 makes of them.
  const bytes = head.subarray(0, limits.headBytes);
  const utf8 = bytes.toString('utf8');
  const lines = (utf8.includes('\uFFFD') ? bytes.toString('latin1') : utf8).split(/\r?\n/);
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
    headers: headers.map(({ name, value }) => ({ name, value: plain(value).slice(0, limits.headerLength) })),
    count,
  };
}

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
