import { limits, readHead, splitHead, withParameters, type Head } from './head.js';

/** One part of a mail that holds no further parts. */
export interface Leaf {
  readonly head: Head;
  /** As it travelled, still encoded. */
  readonly body: Buffer;
  readonly mediaType: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** The same for the parts of one multipart/alternative; null for any other part. */
  readonly alternative: number | null;
}
export interface Tree {
  readonly head: Head;
  readonly mediaType: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly leaves: readonly Leaf[];
  /** Which limits were met. */
  readonly cut: ReadonlySet<string>;
}

const headerOf = (head: Head, name: string) => head.headers.find((header) => header.name === name)?.value;

/**
 * The parts of a mail, in order. Time is linear in its size for each level, and levels, parts and headers are
 * bounded: the libraries tried took 30 s and more for some mails of a megabyte (ADR 19).
 */
export function treeOf(raw: Buffer): Tree {
  const bytes = fromFirstHeader(withLineFeeds(raw));
  const { head, body } = splitHead(bytes);
  const top = readHead(head);
  const type = withParameters(headerOf(top, 'content-type') ?? 'text/plain');
  const collector = new PartCollector();
  collector.part(top, body, 0, null);
  return {
    head: top,
    mediaType: type.value,
    parameters: type.parameters,
    leaves: collector.leaves,
    cut: collector.cut,
  };
}

class PartCollector {
  readonly leaves: Leaf[] = [];
  readonly cut = new Set<string>();
  private parts = 0;

  part(head: Head, body: Buffer, depth: number, alternative: number | null): void {
    if (head.count > limits.headers) this.cut.add('headers');
    const { value, parameters } = withParameters(headerOf(head, 'content-type') ?? 'text/plain');
    const mediaType = /^[\w.+-]+\/[\w.+-]+$/.test(value) ? value : 'text/plain';
    const boundary = parameters.get('boundary');
    if (!mediaType.startsWith('multipart/') || !boundary) {
      const text = mediaType.startsWith('multipart/') ? 'text/plain' : mediaType;
      this.leaves.push({ head, body, mediaType: text, parameters, alternative });
      return;
    }
    if (depth >= limits.depth) {
      this.cut.add('depth');
      return;
    }
    const either = alternative ?? (mediaType === 'multipart/alternative' ? this.parts : null);
    for (const piece of pieces(body, boundary)) {
      this.parts += 1;
      if (this.parts > limits.parts) {
        this.cut.add('parts');
        return;
      }
      const { head: own, body: rest } = splitHead(piece);
      this.part(readHead(own), rest, depth + 1, either);
    }
  }
}

/** What stands between the delimiter lines; without any, all of it, so that a mail cut off is still read. */
function* pieces(body: Buffer, boundary: string): Generator<Buffer> {
  const delimiter = Buffer.from(`--${boundary}`, 'utf8');
  let from = -1;
  for (let at = body.indexOf(delimiter); at >= 0; at = body.indexOf(delimiter, at + delimiter.length)) {
    if (at > 0 && body[at - 1] !== LF) continue;
    const after = at + delimiter.length;
    const closes = body[after] === DASH && body[after + 1] === DASH;
    if (!closes && !endsLine(body, after)) continue;
    if (from >= 0) yield body.subarray(from, beforeBreak(body, at));
    if (closes) return;
    const end = body.indexOf(LF, after);
    from = end < 0 ? body.length : end + 1;
  }
  if (from >= 0) yield body.subarray(from);
  else yield Buffer.concat([Buffer.from('\n'), body]);
}

const LF = 10;
const CR = 13;
const DASH = 45;

function endsLine(body: Buffer, from: number): boolean {
  let at = from;
  while (body[at] === 32 || body[at] === 9 || body[at] === CR) at += 1;
  return at >= body.length || body[at] === LF;
}

/** The line break before a delimiter belongs to the delimiter (RFC 2046). */
function beforeBreak(body: Buffer, at: number): number {
  if (body[at - 2] === CR) return at - 2;
  return Math.max(0, at - 1);
}

/** Programs that pass mails on put a byte order mark or blank lines before the first header. */
function fromFirstHeader(bytes: Buffer): Buffer {
  const [before] = /^(?:\xEF\xBB\xBF)?[\r\n]{0,20}(?=[!-9;-~]{1,100}:)/.exec(
    bytes.toString('latin1', 0, 140),
  ) ?? [''];
  return bytes.subarray(before.length);
}

/** Lines that end in CR, or in CR CR LF, are lines for nobody else: where the first one does, all are mended. */
function withLineFeeds(raw: Buffer): Buffer {
  const lf = raw.indexOf(LF);
  const cr = raw.indexOf(CR);
  if (cr < 0 || cr === lf - 1 || (lf >= 0 && lf < cr)) return raw;
  const bytes = Buffer.allocUnsafe(raw.length);
  let to = 0;
  for (let at = 0; at < raw.length; at += 1) {
    const byte = raw[at]!;
    if (byte !== CR) bytes[to++] = byte;
    else if (raw[at + 1] !== LF && !(raw[at + 1] === CR && raw[at + 2] === LF)) bytes[to++] = LF;
  }
  return bytes.subarray(0, to);
}
