import {
  attributionStart,
  dateInAttribution,
  forwardMark,
  forwardSubject,
  groupWiseMark,
  headerLabels,
  originalMessage,
  quotingPrefix,
  ruledWords,
  sentFrom,
  timeInAttribution,
  verb,
  verblessAttribution,
} from './quoting-phrases.js';

/** A mail's text in two parts; each line is in one of them (B44). */
export interface SplitText {
  /** What its sender wrote. Where that cannot be known for sure, all of it. */
  readonly text: string;
  /** Lines that a mail program added: what is quoted, who wrote it when, the signature. */
  readonly quoted: string;
  /** All of it. */
  readonly wholeText: string;
}

/** Begins a line that HTML marks as quoted; nothing else in a mail's text may hold it. */
export const quotedByMarkup = '\uE000';
/** Lines beyond this length are never marks of a mail program. */
const longest = 500;
/** Lines over which the words that introduce a quotation may be broken. */
const mostIntroducing = 4;
/** Lines of a signature; below a longer one somebody goes on writing. */
const longestSignature = 8;

/**
 * Parts what somebody wrote from what the mail program quotes and adds. Quoted lines between which an answer stands are
 * kept with it, since it means nothing without; so is what is forwarded, and any quotation that nothing shows to be one
 * of the mail answered. `senders` are the addresses that the mail is from: their own text is no quotation.
 */
export function splitText(input: string, subject = '', senders: readonly string[] = []): SplitText {
  const lines = tidied(input);
  const wholeText = shown(lines);
  const quoted = new Set<number>();
  const forwarded = forwardSubject.test(subject);
  const end = quotationStart(lines, forwarded, senders) ?? lines.length;
  for (let at = end; at < lines.length; at += 1) quoted.add(at);
  if (!forwarded) markBlocks(lines.slice(0, end), quoted);
  markSignature(lines, end, quoted);
  const own = shown(lines.filter((_, at) => !quoted.has(at))).replace(/\n{3,}/g, '\n\n');
  if (!own) return { text: wholeText, quoted: '', wholeText };
  return { text: own, quoted: shown(lines.filter((_, at) => quoted.has(at))), wholeText };
}

/** The lines of a whole text that are not in the text shown of it, which are some of its lines in their order. */
export function quotedBeside(text: string, wholeText: string): string {
  const own = text.split('\n').filter((line) => !isBlank(line));
  let next = 0;
  const rest = wholeText.split('\n').filter((line) => {
    if (isBlank(line) || line.trim() !== own[next]?.trim()) return true;
    next += 1;
    return false;
  });
  return shown(rest).replace(/\n{3,}/g, '\n\n');
}

const shown = (lines: readonly string[]) =>
  lines
    .map((line) =>
      line.startsWith(quotedByMarkup) ? `> ${line.replaceAll(quotedByMarkup, '')}`.trimEnd() : line,
    )
    .join('\n')
    .trim();

function tidied(text: string): string[] {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00A0\u2007\u202F]/g, ' ')
    .replace(/[\u200B\u2060\uFEFF]/g, '')
    .split('\n')
    .map((line) => line.trimEnd());
}

const isBlank = (line: string) => line.trim() === '';
const isQuoted = (line: string) =>
  line.startsWith(quotedByMarkup) ||
  (/^\s*>/.test(line) && !/^>From\s/.test(line) && !forwardMark.test(line));

/** The line at which everything below is quoted without any mark on its lines. */
function quotationStart(
  lines: readonly string[],
  forwarded: boolean,
  senders: readonly string[],
): number | undefined {
  const first = lines.findIndex((line) => !isBlank(line));
  for (let at = first; at >= 0 && at < lines.length; at += 1) {
    const line = lines[at]!;
    if (line.length > longest || isBlank(line)) continue;
    if (forwardMark.test(line)) return undefined;
    if (groupWiseMark.test(line) && at > first) return at;
    if (isQuoted(line) && !/^>\s*[:：]$/.test(line)) continue;
    // What the words over it say is not known: they may say that it is forwarded.
    if (ruledWords.test(line) && !originalMessage.test(line) && isOverHeaderBlock(lines, at))
      return undefined;
    // A contact form names its visitor, who is the mail's sender, as programs name whom they quote.
    if (isHeaderBlock(lines, at) && isFromAny(lines.slice(at, at + 9), senders)) return undefined;
    if (!forwarded && (originalMessage.test(line) || isHeaderBlock(lines, at))) {
      const start = aboveRule(lines, at);
      if (start > first) return start;
    }
    if (at > first && introducesOnOneLine(line)) return at;
    const start = introducedFrom(lines, at, 'sure');
    // Quoted with marks, an answer may follow below; without marks, nothing does.
    if (start !== undefined && start > first && !quotedFollows(lines, at + 1)) return aboveRule(lines, start);
  }
  return undefined;
}

/** A line of underscores or dashes, with or without words, over a header block belongs to it. */
function aboveRule(lines: readonly string[], at: number): number {
  let start = at;
  while (start > 0 && isBlank(lines[start - 1]!)) start -= 1;
  return start > 0 &&
    /^\s*[-_=*]{5,}(\s*[^-_=*].{0,60}?[-_=*]{5,})?\s*$/.test(lines[start - 1]!.slice(0, 200))
    ? start - 1
    : at;
}

/**
 * From, Sent, To, Subject in some language, three of them within a few lines, as Outlook and others put them. From names
 * an address as mail programs do, or the minute is there: people write From and To of journeys, rooms and old letters.
 */
function isHeaderBlock(lines: readonly string[], at: number): boolean {
  if (labelOf(lines[at]!) === undefined) return isUnknownHeaderBlock(lines, at);
  const found = new Map<string, string>();
  let blank = 0;
  for (const line of lines.slice(at, at + 9)) {
    if (isBlank(line)) blank += 1;
    const label = labelOf(line);
    if (label && !found.has(label)) found.set(label, line.slice(0, longest));
  }
  const from = found.get('from');
  if (blank > 4 || from === undefined || found.size < 3) return false;
  if (angled.test(from)) return true;
  const all = found.has('sent') && found.has('to') && found.has('subject');
  const address = [...found.values()].some((line) => /\S@\S/.test(line));
  return (address || all) && isMoment(found.get('sent') ?? '');
}

/** Four lines of a label and a value in a language that is not known: who, by address, and the minute are among them. */
function isUnknownHeaderBlock(lines: readonly string[], at: number): boolean {
  const block = lines.slice(at, at + 4);
  if (block.length < 4 || !block.every((line) => labelled.test(line.slice(0, 60)))) return false;
  return angled.test(block[0]!.slice(0, longest)) && block.slice(1, 3).some(isMoment);
}

/** A day and the minute, in this age. */
function isMoment(line: string): boolean {
  const said = latinDigits(line);
  return timeInAttribution.test(said) && dateInAttribution.test(said) && !isOld(said);
}

function isFromAny(block: readonly string[], addresses: readonly string[]): boolean {
  const from =
    block
      .find((line) => labelOf(line) === 'from')
      ?.slice(0, longest)
      .toLowerCase() ?? '';
  return addresses.some((address) => from.includes(address.toLowerCase()));
}

function isOverHeaderBlock(lines: readonly string[], at: number): boolean {
  const below = lines.findIndex((line, n) => n > at && !isBlank(line));
  return below > at && isHeaderBlock(lines, below);
}

const labelled = /^[\s*|]*([\p{L}][\p{L}\p{M}\u3000\u200C '’.-]{0,24}?)[\s*]*[:：]/u;

function labelOf(line: string): string | undefined {
  const [, word] = labelled.exec(line.slice(0, 60)) ?? [];
  return word && headerLabels.get(word.toLowerCase().replace(/\u3000/g, ''));
}

/**
 * The first of the lines that end here and say who wrote when what follows; undefined where they do not. Sure: with an
 * address or the minute, as only mail programs write; likely: enough where marked lines follow.
 */
function introducedFrom(lines: readonly string[], end: number, asked: 'sure' | 'likely'): number | undefined {
  const last = lines[end]!.replace(bidiMarks, '').trim();
  if (!/[:：]$|է\.$|\b\p{L}+\)? ?-{2,}$/u.test(last) || last.length > longest) return undefined;
  let said = '';
  let shortest: number | undefined;
  for (let at = end; at >= 0 && at > end - mostIntroducing; at -= 1) {
    const line = latinDigits(lines[at]!.replace(bidiMarks, '').trim());
    const wrapped = at === end && /^>\s*[:：]$/.test(line);
    if (line === '' || line.length > longest) break;
    if (isQuoted(line) && !wrapped) break;
    // A sentence that ends above is the answer's.
    if (at < end && /[!?？！。]$|[\p{Ll}\d)]{3}\.$/u.test(line)) break;
    said = said ? `${line}${wrapped || said.startsWith('>') ? '' : ' '}${said}` : line;
    if (said.length > longest) break;
    const sure = isSureAttribution(said);
    if (!sure && !(asked === 'likely' && isLikelyAttribution(said))) continue;
    if (attributionStart.test(line.slice(0, 60))) return at;
    shortest ??= at;
  }
  return shortest;
}

/** Yahoo on telephones goes on with what it quotes on the line that says who wrote it. */
function introducesOnOneLine(line: string): boolean {
  const [, said] = /^\s{1,4}(\S.{20,300}?[:：])\s{2,4}\S/u.exec(line) ?? [];
  return said !== undefined && namesAddress.test(said) && introducedFrom([said], 0, 'sure') === 0;
}

/** Digits of every script as those of ASCII, so that one pattern finds dates and times. */
const latinDigits = (line: string) =>
  line.slice(0, longest + 1).replace(/(?![0-9])\p{Nd}/gu, (digit) => String(digitOf(digit)));

function digitOf(digit: string): number {
  const code = digit.codePointAt(0)!;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return value;
}

const bidiMarks = /[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;
const angled = /[<[](?:mailto:)?[^\s<>@]{1,100}@[^\s<>@]{1,200}[>\]]/i;
const namesAddress = /[<([](?:mailto:)?[^\s<>@]{1,100}@[^\s<>@]{1,200}[>)\]]/i;
/** Dates before there was e-mail are none. */
const isOld = (said: string) =>
  /(?:^|\D)1[0-8]\d\d(?!\d)|(?:^|\D)19[0-7]\d(?!\d)/.test(said.replace(/<[^>]*>/g, ''));

function isSureAttribution(said: string): boolean {
  if (isOld(said)) return false;
  const time = timeInAttribution.test(said);
  const date = dateInAttribution.test(said);
  if (verblessAttribution.test(said) && time && date) return true;
  if (quotingPrefix.test(said)) return true;
  if (!verb.test(said)) return false;
  if (namesAddress.test(said) && (time || date)) return true;
  if (angled.test(said) && /[>\]]["')]{0,2}\s{0,2}\S{1,12}(?: \S{1,12}){0,2} ?[:：]$/.test(said)) return true;
  return time && date && (attributionStart.test(said.slice(0, 60)) || /-{2,}$/.test(said));
}

function isLikelyAttribution(said: string): boolean {
  if (isOld(said)) return false;
  if (/[>\])] ?[:：]$/.test(said) && namesAddress.test(said)) return true;
  // In a language that is not known: who, by the address, and the minute.
  if (namesAddress.test(said) && dateInAttribution.test(said) && timeInAttribution.test(said)) return true;
  return verb.test(said) && (/@/.test(said) || dateInAttribution.test(said) || timeInAttribution.test(said));
}

function quotedFollows(lines: readonly string[], from: number): boolean {
  const next = lines.slice(from, from + 4).find((line) => !isBlank(line));
  return next !== undefined && isQuoted(next);
}

interface Block {
  readonly from: number;
  to: number;
}

/** Lines with a mark of quotation, and the lines that introduce them. */
function markBlocks(lines: readonly string[], quoted: Set<number>): void {
  const blocks: Block[] = [];
  lines.forEach((line, at) => {
    if (!isQuoted(line) || /^>\s*[:：]$/.test(line)) return;
    const last = blocks.at(-1);
    if (last && lines.slice(last.to + 1, at).every(isBlank)) last.to = at;
    else blocks.push({ from: at, to: at });
  });
  const introductions = blocks.map(({ from }) => introductionOf(lines, from));
  const introducing = new Set(introductions.flat());
  const inBlocks = new Set(blocks.flatMap(({ from, to }) => range(from, to)));
  const isOwn = (at: number) => !isBlank(lines[at]!) && !introducing.has(at) && !inBlocks.has(at);
  const own = lines.map((_, at) => at).filter(isOwn);
  const [firstOwn, lastOwn] = [own.at(0), own.at(-1)];
  if (firstOwn === undefined || lastOwn === undefined) return;
  const first = blocks.at(0);
  const last = blocks.at(-1);
  const between = first && last && own.some((at) => first.to < at && at < last.from);
  const isKnown = blocks.map(
    (block, at) =>
      introductions[at]!.length > 0 ||
      isCertain(lines, block) ||
      introducesItself(lines.slice(block.from, block.to)),
  );
  for (const at of introducing) quoted.add(at);
  if (between && isKnown.includes(true)) return;
  blocks.forEach((block, at) => {
    if (isForwarded(lines, block)) return;
    const trailing = lastOwn < block.from && (isNested(lines, block) || !announces(lines[lastOwn]!));
    if (!isKnown[at] && !trailing) return;
    for (let line = block.from; line <= block.to; line += 1) quoted.add(line);
  });
}

const isCertain = (lines: readonly string[], { from }: Block) => lines[from]!.startsWith(quotedByMarkup);
/** Apple marks what it forwards like what it quotes. */
const isForwarded = (lines: readonly string[], { from, to }: Block) =>
  lines
    .slice(from, Math.min(to + 1, from + mostIntroducing))
    .some((line) => forwardMark.test(line.replace(quotedByMarkup, '').slice(0, longest)));
/** Quoted within what is quoted, as only mail programs do. */
const isNested = (lines: readonly string[], { from, to }: Block) =>
  lines.slice(from, to + 1).some((line) => /^\s*> ?>/.test(line));
/** Apple and others mark the line that introduces a quotation like the quotation. */
function introducesItself(block: readonly string[]): boolean {
  const unmarked = block.slice(0, mostIntroducing).map((line) => line.replace(/^\s*>\s?/, ''));
  return unmarked.some((_, at) => introducedFrom(unmarked, at, 'sure') === 0);
}
/** A question or a colon announces a quotation of the writer's own. */
const announces = (line: string) => /[:：?？]["'”»)]?$/.test(line.trim());

/** The lines above a block that introduce it. */
function introductionOf(lines: readonly string[], block: number): number[] {
  let end = block - 1;
  if (end >= 0 && /^>\s*[:：]$/.test(lines[end]!)) {
    const start = introducedFrom(lines, end, 'likely');
    return start === undefined ? [] : range(start, end);
  }
  while (end >= 0 && isBlank(lines[end]!) && block - end <= 3) end -= 1;
  if (end < 0 || isBlank(lines[end]!)) return [];
  if (originalMessage.test(lines[end]!.slice(0, longest))) return [end];
  const start = introducedFrom(lines, end, 'likely');
  return start === undefined ? [] : range(start, end);
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

/** Everything below the mark of RFC 3676, and the line by which a telephone or mail program names itself. */
function markSignature(lines: readonly string[], end: number, quoted: Set<number>): void {
  const own = () =>
    lines.map((_, at) => at).filter((at) => at < end && !quoted.has(at) && !isBlank(lines[at]!));
  const left = own();
  const mark = left.find((at, n) => n > 0 && /^--\s?$/.test(lines[at]!));
  if (mark !== undefined) {
    const below = left.filter((at) => at > mark);
    const ends =
      below.length <= longestSignature &&
      !below.some((at) => isQuoted(lines[at]!) || /[?？]/.test(lines[at]!));
    if (ends) for (const at of [mark, ...below]) quoted.add(at);
  }
  for (const rest = own(); ; rest.pop()) {
    const last = rest.at(-1);
    if (last === undefined || rest.length < 2 || lines[last]!.length > longest) return;
    if (!isBlank(lines[last - 1] ?? '') && !quoted.has(last - 1)) return;
    if (!sentFrom.test(lines[last]!)) return;
    quoted.add(last);
  }
}
