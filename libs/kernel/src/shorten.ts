const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Code units looked at before the place of a cut: segmenting a long text costs milliseconds for each megabyte. */
const LOOK_BACK = 256;

/**
 * The text, or its first part of at most `most` UTF-16 code units with `ending` among them. It is cut between graphemes
 * (what a reader takes for one character: a letter with its accents, an emoji of more than one code point), or between code
 * points where a single grapheme would leave no room for anything. The cost does not grow with the text.
 */
export function shorten(text: string, most: number, ending = ''): string {
  if (text.length <= most) return text;
  const room = Math.max(0, most - ending.length);
  return text.slice(0, boundaryBefore(text, room)) + ending;
}

/** The last place at or before `at` where the text may be cut. */
function boundaryBefore(text: string, at: number): number {
  const from = withoutHalf(text, Math.max(0, at - LOOK_BACK));
  // One code point after the place decides whether it belongs to what is before.
  const window = text.slice(from, at + 2);
  const segment = graphemes.segment(window).containing(at - from);
  const boundary = segment ? from + segment.index : at;
  return boundary > from ? boundary : withoutHalf(text, at);
}

/** The place itself, or the one before when it is between the halves of a surrogate pair. */
function withoutHalf(text: string, at: number): number {
  const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;
  const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
  return at > 0 && isLow(text.charCodeAt(at)) && isHigh(text.charCodeAt(at - 1)) ? at - 1 : at;
}
