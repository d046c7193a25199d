import { toPlainText } from '@carrel/kernel';
import iconv from 'iconv-lite';

/** Text that PostgreSQL and JSON take: no NUL or other controls, no half characters. */
export const plain = toPlainText;

/** Names that stand for nothing in particular: what is under them shows itself. */
const vague =
  /^(us-ascii|ascii|ansi_x3\.4-1968|iso-8859-1|iso8859-1|iso_8859-1|latin1|latin-1|cp-?1252|windows-1252|utf-?8|unknown-8bit|x-unknown|unknown|default|binary|8bit|none)$/;
/** Names in mail that the WHATWG's list does not have. */
const aliases: Readonly<Record<string, string>> = {
  'cp-850': 'cp850',
  cp932: 'shift_jis',
  'windows-932': 'shift_jis',
  'x-sjis-cp932': 'shift_jis',
  cp936: 'gbk',
  'windows-936': 'gbk',
  'x-gbk': 'gbk',
  cp949: 'euc-kr',
  ms949: 'euc-kr',
  'windows-949': 'euc-kr',
  ks_c_5601: 'euc-kr',
  cp950: 'big5',
  'windows-950': 'big5',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  cp1251: 'windows-1251',
  'unicode-1-1-utf-7': 'utf-7',
  utf7: 'utf-7',
  'x-unicode-2-0-utf-7': 'utf-7',
};
const manyBytes = /^(gb|big5|shift|euc|ks_c|iso-2022|hz|windows-31j|ms_kanji|x-sjis|x-euc|korean|chinese)/;

/**
 * Bytes as text. A charset that is missing, unknown or plainly wrong gives way to what the bytes look like; `hint` is
 * one that the text itself names, as in a meta element.
 */
export function textOf(bytes: Uint8Array, charset: string | undefined, hint?: string): string {
  const named = nameOf(charset);
  const label = named && !vague.test(named) ? named : undefined;
  const utf8 = asUtf8(bytes);
  if (label) {
    const decoder = decoderOf(label);
    if (decoder && !(utf8 !== undefined && isRatherUtf8(bytes, label))) return decoder(bytes);
  }
  if (utf8 !== undefined) return hasEscapes(bytes) ? new TextDecoder('iso-2022-jp').decode(bytes) : utf8;
  const inner = nameOf(hint);
  const other = inner && !vague.test(inner) ? decoderOf(inner) : undefined;
  if (other) return other(bytes);
  const broken = new TextDecoder('utf-8').decode(bytes);
  const share =
    (broken.match(/\uFFFD/g)?.length ?? 0) / Math.max(1, broken.match(/[^\0-\x7F]/g)?.length ?? 0);
  // The platform's own decoder leaves bytes 80 to 9F as controls on some versions of Node.
  return /^utf-?8$/.test(named) && share < 0.1 ? broken : iconv.decode(Buffer.from(bytes), 'windows-1252');
}

function nameOf(charset: string | undefined): string {
  const label = (charset ?? '')
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '');
  return aliases[label] ?? label;
}

function asUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Whether bytes that are UTF-8 are so by more than chance. Text in one byte a letter hardly ever is; text in two bytes
 * a letter may be where it is short, unless three bytes belong together.
 */
function isRatherUtf8(bytes: Uint8Array, label: string): boolean {
  if (/^(utf-?(16|32)|ucs)/.test(label)) return false;
  // Text of these charsets has no byte above ASCII.
  if (/^(utf-?7|iso-2022|hz)/.test(label)) return bytes.some((byte) => byte >= 0xc2);
  const threes = manyBytes.test(label);
  return bytes.some((byte) => (threes ? byte >= 0xe0 : byte >= 0xc2));
}

/** ISO-2022-JP without a name: only letters of ASCII, and the escapes that change their meaning. */
function hasEscapes(bytes: Uint8Array): boolean {
  const at = bytes.indexOf(0x1b);
  return at >= 0 && bytes[at + 1] === 0x24 && (bytes[at + 2] === 0x42 || bytes[at + 2] === 0x40);
}

function decoderOf(label: string): ((bytes: Uint8Array) => string) | undefined {
  if (label === 'utf-7') return (bytes) => iconv.decode(Buffer.from(bytes), label);
  try {
    const decoder = new TextDecoder(label);
    if (decoder.encoding === 'windows-1252')
      return (bytes) => iconv.decode(Buffer.from(bytes), 'windows-1252');
    return (bytes) => decoder.decode(bytes);
  } catch {
    return iconv.encodingExists(label) ? (bytes) => iconv.decode(Buffer.from(bytes), label) : undefined;
  }
}
