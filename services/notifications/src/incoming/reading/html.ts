import { compile } from 'html-to-text';

/** How mail programs mark what they quote, in HTML. */
const quotations = [
  'div.gmail_quote',
  'div.gmail_quote_container',
  'div.gmail_attr',
  'blockquote[type="cite"]',
  'blockquote.gmail_quote',
  'div.yahoo_quoted',
  'div.protonmail_quote',
  'blockquote.protonmail_quote',
  'div.moz-cite-prefix',
  'div[name="quote"]',
  'div#mail-editor-reference-message-container',
];
const base = {
  wordwrap: false as const,
  limits: { maxInputLength: 400_000, maxDepth: 60, maxChildNodes: 4000, ellipsis: '' },
};
const shared = [
  { selector: 'img', format: 'skip' },
  { selector: 'style', format: 'skip' },
  { selector: 'script', format: 'skip' },
  { selector: 'title', format: 'skip' },
  { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false } },
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  { selector: 'table', format: 'block' },
  { selector: 'p', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
];
const whole = compile({ ...base, selectors: shared });
const unquoted = compile({
  ...base,
  selectors: [...shared, ...quotations.map((selector) => ({ selector, format: 'skip' }))],
});

/** Deeper than any mail program nests; the parser would take seconds over it. */
const deepest = 2000;

/** An HTML mail as text: nothing of it is ever shown or run as HTML. */
export const htmlAsText = (html: string): string => (isTooDeep(html) ? withoutTags(html) : whole(html));

/** The same without what the mail program marks as quoted. */
export const htmlWithoutQuotations = (html: string): string =>
  isTooDeep(html) ? withoutTags(html) : unquoted(html);

function isTooDeep(html: string): boolean {
  let depth = 0;
  for (const [, closes, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]{0,9})/gi)) {
    if (/^(br|img|hr|meta|link|input|col|p|li|td|tr|o)$/i.test(name!)) continue;
    depth += closes ? -1 : 1;
    if (depth > deepest) return true;
  }
  return false;
}

const withoutTags = (html: string) => html.replace(/<[^<>]*>/g, ' ');
