/** The bytes of a part whose transfer encoding is undone (RFC 2045); what is broken is taken as far as it goes. */
export function decoded(body: Buffer, encoding: string | undefined): Buffer {
  switch ((encoding ?? '').trim().toLowerCase()) {
    case 'base64':
      return fromBase64(body.toString('latin1'));
    case 'quoted-printable':
      return fromQuotedPrintable(body);
    default:
      return body;
  }
}

/** Programs join parts that were encoded one by one; Node's decoder ends at the first padding. */
function fromBase64(text: string): Buffer {
  const [first = '', ...more] = text.split(/(?<==)\s*(?=[A-Za-z0-9+/])/, mostPieces);
  const joined = more.every((piece) => !/[^A-Za-z0-9+/=\s]/.test(piece)) ? more : [];
  return Buffer.concat([first, ...joined].map((piece) => Buffer.from(piece, 'base64')));
}
const mostPieces = 1000;

const [EQUALS, CR, LF, SPACE, TAB] = [61, 13, 10, 32, 9];

function fromQuotedPrintable(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(body.length);
  let to = 0;
  for (let at = 0; at < body.length; at += 1) {
    if (body[at] !== EQUALS) {
      out[to++] = body[at]!;
      continue;
    }
    const [high, low] = [digit(body[at + 1]), digit(body[at + 2])];
    if (high >= 0 && low >= 0) {
      out[to++] = high * 16 + low;
      at += 2;
      continue;
    }
    let end = at + 1;
    while (body[end] === SPACE || body[end] === TAB) end += 1;
    if (body[end] === CR) end += 1;
    // A soft line break; any other equals sign stands for itself.
    if (body[end] === LF || end >= body.length) at = end;
    else out[to++] = EQUALS;
  }
  return out.subarray(0, to);
}

function digit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 48 && byte <= 57) return byte - 48;
  const letter = byte | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}
