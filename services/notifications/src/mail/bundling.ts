import { known } from './templates.js';
import { noticeWords } from './notices.js';
import type { Content } from './domain/letter.js';

const body = /<main>([\s\S]*)<\/main>/;

/** The waiting notices to one address as one mail, in the order they came. */
export function together(contents: readonly [Content, ...Content[]] | readonly Content[]): Content {
  const [first, ...rest] = contents as [Content, ...Content[]];
  if (rest.length === 0) return first;
  const all = [first, ...rest];
  const one = all.every((each) => markOf(each) === markOf(first)) ? markOf(first) : '';
  const main = all
    .map(
      ({ subject, html }) =>
        `<h2 style="font-size: 1em">${escaped(subject)}</h2>${body.exec(html)?.[1] ?? ''}`,
    )
    .join('<hr />');
  return {
    ...first,
    subject:
      one + noticeWords[known(first.language ?? 'en')].together.replace('{{ count }}', String(all.length)),
    text: all.map(({ subject, text }) => `${subject}\n\n${text.trim()}`).join(`\n\n${'-'.repeat(40)}\n\n`),
    html: first.html.replace(body, () => `<main>${main}</main>`),
    references: [...new Set(all.flatMap(({ references }) => references))],
  };
}

const markOf = ({ subject }: Content): string => /^\[[^\]]*\] /.exec(subject)?.[0] ?? '';
const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
