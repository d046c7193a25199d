import type { Element, ElementContent, Nodes, Properties, Root } from 'hast';
import { fromParse5 } from 'hast-util-from-parse5';
import { sanitize, type Schema } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';
import { parseFragment, type DefaultTreeAdapterTypes as Parsed } from 'parse5';

const allowed: Schema = {
  tagNames: [
    ...['h2', 'h3', 'h4', 'p', 'br', 'hr', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'blockquote'],
    ...['a', 'strong', 'b', 'em', 'i', 'small', 'abbr', 'img', 'figure', 'figcaption'],
    ...['table', 'caption', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  attributes: {
    a: ['href', 'hrefLang'],
    img: ['src', 'alt', 'width', 'height'],
    abbr: ['title'],
    th: ['scope', 'colSpan', 'rowSpan'],
    td: ['colSpan', 'rowSpan'],
    '*': ['lang', 'dir'],
  },
  protocols: { href: ['https', 'http', 'mailto', 'tel'], src: ['https'] },
  // What is taken out goes without a trace; the words of a script are no words for people.
  strip: [
    ...['script', 'style', 'textarea', 'option', 'noscript', 'title', 'template', 'svg', 'math'],
    ...['iframe', 'object', 'xmp', 'noembed', 'noframes', 'plaintext'],
  ],
  // No attribute that names anything is allowed.
  clobber: [],
  clobberPrefix: '',
};
/** Deeper than any page that a person writes; each level costs a few calls that wait for each other. */
const DEEPEST = 200;

/** A library's own HTML as it may stand in its page: words, links and pictures, and nothing that runs or restyles. */
export function ownHtml(written: string): string {
  // Parsed by the rules of HTML, as browsers do, so that they see no other page than was judged here.
  const parsed = parseFragment(written);
  cut(parsed);
  const tree = sanitize(headed(fromParse5(parsed) as Root), allowed) as Root;
  const children = tree.children.map((child) => dressed(child as ElementContent));
  return toHtml({ ...tree, children }, asHtml).trim();
}
const asHtml = { closeSelfClosing: true, characterReferences: { useNamedReferences: true } } as const;

/** Takes off what is nested too deeply. Without recursion, as the parser: all that comes after it goes down by calls. */
function cut(root: Parsed.ParentNode): void {
  const open: [Parsed.ParentNode, number][] = [[root, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, depth] = next;
    if (depth >= DEEPEST) node.childNodes = [];
    for (const child of node.childNodes) if ('childNodes' in child) open.push([child, depth + 1]);
    if ('content' in node) open.push([node.content, depth + 1]);
  }
}

/** The page has a heading of the first level already. */
function headed(root: Root): Root {
  const down = <N extends Nodes>(node: N): N => {
    if (!('children' in node)) return node;
    const children = node.children.map((child) => down(child as Nodes));
    const tagName = node.type === 'element' && node.tagName === 'h1' ? { tagName: 'h2' } : {};
    return { ...node, ...tagName, children } as N;
  };
  return down(root);
}

function dressed(node: ElementContent): ElementContent {
  if (node.type !== 'element') return node;
  const properties: Properties = { ...node.properties, ...(node.tagName === 'a' ? linkOf(node) : {}) };
  if (node.tagName === 'img') properties.alt ??= '';
  for (const name of ['href', 'src']) if (isOfAnyHost(properties[name])) delete properties[name];
  return { ...node, properties, children: node.children.map(dressed) };
}

/** Beside a chat a link must not take the page away; mail and telephone open nothing. */
const linkOf = ({ properties: { href } }: Element) =>
  /^https?:/i.test(String(href ?? '')) ? { target: '_blank', rel: ['noopener', 'noreferrer'] } : {};

/** `//host/` takes the page's own protocol, which is not to be seen in it. Browsers read a backslash as a slash. */
const isOfAnyHost = (url: unknown): boolean => typeof url === 'string' && /^\s*[\\/]\s*[\\/]/.test(url);
