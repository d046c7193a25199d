import { compile, type FormatCallback } from 'html-to-text';
import { quotedByMarkup } from '../domain/quoting.js';

/** How mail programs mark what they quote, in HTML. Their boxes around it may hold answers too, and are not named. */
const quotations = [
  'blockquote[type="cite"]',
  'blockquote[cite]',
  'blockquote.gmail_quote',
  'blockquote.protonmail_quote',
  'blockquote.gmx_quote',
  'blockquote.tutanota_quote',
  'blockquote.crm_quote',
  'blockquote#replyBlockquote',
  'blockquote.quote',
  'div[name="quoted-content"]',
];
const cited: FormatCallback = (element, format, builder) => {
  builder.openBlock({ leadingLineBreaks: 2 });
  format(element.children, builder);
  builder.closeBlock({
    trailingLineBreaks: 2,
    blockTransform: (block) =>
      block
        .replace(/^\n+|\n+$/g, '')
        .split('\n')
        .map((line) => quotedByMarkup + line)
        .join('\n'),
  });
};
const convert = compile({
  wordwrap: false,
  limits: { maxInputLength: 400_000, maxDepth: 60, maxChildNodes: 4000, ellipsis: '' },
  formatters: { cited },
  selectors: [
    ...['img', 'style', 'script', 'title'].map((selector) => ({ selector, format: 'skip' })),
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'table', format: 'block' },
    { selector: 'p', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    ...quotations.map((selector) => ({ selector, format: 'cited' })),
  ],
});

/** Deeper than any mail program nests; the parser would take seconds over it. */
const deepest = 2000;

/** An HTML mail as text, what it quotes with a mark on each line: nothing of it is ever shown or run as HTML. */
export const htmlAsText = (html: string): string =>
  isTooDeep(html) ? html.replace(/<[^<>]*>/g, ' ') : convert(html.replaceAll(quotedByMarkup, ''));

function isTooDeep(html: string): boolean {
  let depth = 0;
  for (const [, closes, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]{0,9})/gi)) {
    if (/^(br|img|hr|meta|link|input|col|p|li|td|tr|o)$/i.test(name!)) continue;
    depth += closes ? -1 : 1;
    if (depth > deepest) return true;
  }
  return false;
}
