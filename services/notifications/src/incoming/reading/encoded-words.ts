import { plain, textOf } from './charset.js';

const word = /=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([bq])\?([^?]*(?:\?(?!=)[^?]*)*)\?=/gi;

interface Piece {
  readonly charset: string;
  readonly bytes: Buffer;
}

/**
 * A header's text with its encoded words decoded (RFC 2047). Letters of one charset that are split over words are put
 * together first; what should have been encoded and is not stands for itself.
 */
export function decodedWords(value: string): string {
  let out = '';
  let open: Piece | undefined;
  let from = 0;
  const close = () => {
    if (open) out += textOf(open.bytes, open.charset);
    open = undefined;
  };
  for (const match of value.matchAll(word)) {
    const [all, charset = '', kind = '', payload = ''] = match;
    const between = value.slice(from, match.index);
    // White space between encoded words belongs to neither.
    if (!open || between.trim() !== '') {
      close();
      out += between;
    }
    for (const piece of piecesOf(kind, payload)) {
      if (typeof piece === 'string') {
        close();
        out += piece;
      } else if (open && open.charset.toLowerCase() === charset.toLowerCase())
        open = { charset, bytes: Buffer.concat([open.bytes, piece]) };
      else {
        close();
        open = { charset, bytes: piece };
      }
    }
    from = match.index + all.length;
  }
  close();
  return plain(out + value.slice(from));
}

function piecesOf(kind: string, payload: string): (Buffer | string)[] {
  if (kind.toLowerCase() === 'b') return [Buffer.from(payload, 'base64')];
  return payload
    .split(/([^\0-\x7F]+)/)
    .filter((part) => part !== '')
    .map((part) =>
      /[^\0-\x7F]/.test(part)
        ? part
        : Buffer.from(
            part
              .replaceAll('_', ' ')
              .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
            'latin1',
          ),
    );
}
