import {
  attributionBegins,
  attributions,
  forwardMark,
  headerLabels,
  originalMessage,
  sentFrom,
} from './quoting-phrases.js';

/** Lines beyond this length are never marks of a mail program. */
const longest = 500;

/**
 * What somebody wrote in a mail, without what it quotes, the line that introduces it, and the signature. An answer
 * written between quoted lines keeps them, since it means nothing without. Empty only when the mail is.
 */
export function trimmed(text: string): string {
  const lines = tidied(text);
  const cut = quotationStart(lines);
  const kept = withoutSignature(cut === undefined ? lines : lines.slice(0, cut));
  const answer = withoutQuoted(kept);
  return answer || withoutQuoted(withoutSignature(lines)) || lines.join('\n').trim();
}

function tidied(text: string): string[] {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00A0\u2007\u202F]/g, ' ')
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, '')
    .split('\n')
    .map((line) => line.trimEnd());
}

/** The line at which everything below is quoted by the mail program without any mark on its lines. */
function quotationStart(lines: readonly string[]): number | undefined {
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    if (line.length > longest || line.startsWith('>')) continue;
    if (originalMessage.test(line)) return aboveRule(lines, at);
    if (isHeaderBlock(lines, at)) return aboveRule(lines, at);
    const length = attributionAt(lines, at);
    // Quoted with marks, an answer may follow below; without marks, nothing does.
    if (length && !quotedFollows(lines, at + length)) return at;
  }
  return undefined;
}

/** A line of underscores or dashes over a header block belongs to it. */
function aboveRule(lines: readonly string[], at: number): number {
  let start = at;
  while (start > 0 && lines[start - 1]!.trim() === '') start -= 1;
  return start > 0 && /^\s*[-_=*]{5,}\s*$/.test(lines[start - 1]!) ? start - 1 : at;
}

/** From, Sent, To, Subject in some language, three of them within a few lines, as Outlook and others put them. */
function isHeaderBlock(lines: readonly string[], at: number): boolean {
  if (!labelOf(lines[at]!)) return false;
  const found = new Set<string>();
  let blank = 0;
  for (const line of lines.slice(at, at + 9)) {
    if (line.trim() === '') blank += 1;
    const label = labelOf(line);
    if (label) found.add(label);
  }
  return blank <= 4 && found.has('from') && found.size >= 3;
}

function labelOf(line: string): string | undefined {
  const [, word] = /^[\s*|]*([\p{L}][\p{L} '’.-]{0,24}?)[\s*]*[:：]/u.exec(line.slice(0, 60)) ?? [];
  return word && headerLabels.get(word.toLowerCase());
}

/** How many lines from here say who wrote when what follows; 0 for none. Long ones are broken by the way. */
function attributionAt(lines: readonly string[], at: number): number {
  if (lines[at]!.trim() === '') return 0;
  // The answer's own last line is no part of it, when the one below begins as such lines do.
  const begins = lines.slice(at, at + 4).findIndex((line) => attributionBegins.test(line.slice(0, 40)));
  if (begins > 0) return 0;
  let said = '';
  for (let length = 1; length <= 4 && at + length <= lines.length; length += 1) {
    const line = lines[at + length - 1]!.trim();
    if (line === '' || line.length > longest || (length > 1 && line.startsWith('>'))) return 0;
    said = said ? `${said} ${line}` : line;
    if (said.length > longest) return 0;
    if (/[:：]$/.test(line) || /wrote -+$/.test(line))
      return attributions.some((one) => one.test(said)) ? length : 0;
  }
  return 0;
}

function quotedFollows(lines: readonly string[], from: number): boolean {
  const next = lines.slice(from, from + 4).find((line) => line.trim() !== '');
  return next !== undefined && next.trimStart().startsWith('>');
}

/** Everything below the mark of RFC 3676, or the line a telephone or mail program adds. */
function withoutSignature(lines: readonly string[]): string[] {
  let end = lines.length;
  const quoted = (line: string) => line.trimStart().startsWith('>');
  const lastQuoted = lines.findLastIndex(quoted);
  const mark = lines.findIndex((line, at) => at > lastQuoted && at > 0 && /^--\s?$/.test(line));
  if (mark > 0 && lines.slice(0, mark).some((line) => line.trim() !== '')) end = mark;
  for (;;) {
    while (end > 0 && lines[end - 1]!.trim() === '') end -= 1;
    if (end > 1 && lines[end - 1]!.length < longest && sentFrom.test(lines[end - 1]!)) end -= 1;
    else return lines.slice(0, end);
  }
}

function withoutQuoted(lines: readonly string[]): string {
  const introduced = new Set<number>();
  for (let at = 0; at < lines.length; at += 1) {
    const length = lines[at]!.startsWith('>') ? 0 : attributionAt(lines, at);
    if (length && quotedFollows(lines, at + length))
      for (let line = at; line < at + length; line += 1) introduced.add(line);
  }
  const own = lines.filter((_, at) => !introduced.has(at));
  const isQuoted = (line: string) => /^\s*>/.test(line) && !forwardMark.test(line);
  const answer = isBetweenQuotes(own, isQuoted) ? own : own.filter((line) => !isQuoted(line));
  const text = withoutSignature(answer)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return own.every((line) => line.trim() === '' || isQuoted(line)) ? '' : text;
}

/** Whether words of the answer stand between quoted lines, not only above or below them. */
function isBetweenQuotes(lines: readonly string[], isQuoted: (line: string) => boolean): boolean {
  const first = lines.findIndex(isQuoted);
  const last = lines.findLastIndex(isQuoted);
  return lines
    .slice(first, last)
    .some((line, at) => first >= 0 && at > 0 && line.trim() !== '' && !isQuoted(line));
}
