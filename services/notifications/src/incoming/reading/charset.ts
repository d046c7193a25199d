import { toPlainText } from '@carrel/kernel';
import iconv from 'iconv-lite';

/** Text that PostgreSQL and JSON take: no NUL or other controls, no half characters. */
export const plain = toPlainText;

/** Names that stand for nothing in particular: what is under them shows itself. */
const vague =
  /^(us-ascii|ascii|ansi_x3\.4-1968|iso-8859-1|iso8859-1|latin1|windows-1252|utf-?8|unknown-8bit|x-unknown|default|binary|utf-?7|unicode-1-1-utf-7)$/;
/** Names in mail that the WHATWG's list does not have. */
const aliases: Readonly<Record<string, string>> = {
  'cp-850': 'cp850',
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  'iso-2022-jp-2': 'iso-2022-jp',
  cp1251: 'windows-1251',
};

/** Bytes as text. A charset that is missing, unknown or plainly wrong gives way to what the bytes look like. */
export function textOf(bytes: Uint8Array, charset: string | undefined): string {
  const label = (charset ?? '').trim().toLowerCase().replace(/^"|"$/g, '');
  const decoder = label && !vague.test(label) ? decoderOf(label) : undefined;
  if (decoder) return decoder(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const broken = new TextDecoder('utf-8').decode(bytes);
    const share =
      (broken.match(/\uFFFD/g)?.length ?? 0) / Math.max(1, broken.match(/[^\0-\x7F]/g)?.length ?? 0);
    return /^utf-?8$/.test(label) && share < 0.1 ? broken : new TextDecoder('windows-1252').decode(bytes);
  }
}

function decoderOf(named: string): ((bytes: Uint8Array) => string) | undefined {
  const label = aliases[named] ?? named;
  try {
    const decoder = new TextDecoder(label);
    return (bytes) => decoder.decode(bytes);
  } catch {
    return iconv.encodingExists(label) ? (bytes) => iconv.decode(Buffer.from(bytes), label) : undefined;
  }
}
