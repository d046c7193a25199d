// Every code that a file names (R50, B16, A11, F6, row 28, promise 11) has to stand on its page in docs/.
// Fails with the places that name a code no page has, and with comments that are nothing but codes.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const idsIn = (page, pattern) =>
  new Set([...readFileSync(page, 'utf8').matchAll(pattern)].map(([, id]) => id));
const pages = [
  { page: 'docs/requirements.md', ids: idsIn('docs/requirements.md', /^\| (R\d+) /gm) },
  { page: 'docs/rulings.md', ids: idsIn('docs/rulings.md', /^\| ([ABF]\d+) /gm) },
  { page: 'docs/moves.md', ids: idsIn('docs/moves.md', /^\| (\d+b?) /gm) },
  { page: 'docs/guarantees.md', ids: idsIn('docs/guarantees.md', /^\| (\d+) /gm) },
];
const [requirements, rulings, moves, guarantees] = pages.map(({ ids }) => ids);
const list = String.raw`\d+b?(?:(?:, | and | to |, and )\d+b?)*`;

/** The codes a text names, as [code, the page's ids]. */
export function codesIn(text) {
  const found = [];
  for (const [, id] of text.matchAll(/[[(,; ](R\d{1,3})(?=[\]),.;: ])/g)) found.push([id, requirements, id]);
  for (const [, id] of text.matchAll(/[[(,; ]([ABF]\d{1,2})(?=[\]),.;: ])/g)) found.push([id, rulings, id]);
  for (const [word, ids, per] of [
    ['rows?', moves, 'row'],
    ['promises?', guarantees, 'promise'],
  ])
    for (const [, numbers] of text.matchAll(new RegExp(`[[( ]${word} (${list})(?=[\\]),.;: ]|$)`, 'g')))
      for (const number of numbers.match(/\d+b?/g)) found.push([number, ids, `${per} ${number}`]);
  return found;
}

const comment = /^\s*(?:\/\/|\*|\/\*\*)\s?(.*?)(?:\*\/)?\s*$/;
const testName = /\b(?:it|test|describe)(?:\.each)?\(|\[(?:R\d|promise|[ABF]\d)/;
const bare = /^\(?(?:(?:[RABF]\d+|rows? \d+b?|promises? \d+)[,;. )]*)+$/i;

const files = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.mjs'],
  {
    encoding: 'utf8',
  },
);
const faults = [];
for (const file of files.split('\n').filter((name) => name && name !== 'tools/checks/codes.mjs')) {
  readFileSync(file, 'utf8')
    .split('\n')
    .forEach((line, index) => {
      const [, words] = comment.exec(line) ?? [];
      const trailing = /\s\/\/ (.*)$/.exec(line)?.[1];
      const text = words ?? trailing ?? (testName.test(line) ? line : '');
      if (!text) return;
      for (const [id, ids, shown] of codesIn(` ${text} `))
        if (!ids.has(id)) faults.push(`${file}:${index + 1}: ${shown} stands on no page`);
      if (bare.test((words ?? trailing ?? '').trim()))
        faults.push(`${file}:${index + 1}: a comment that is nothing but a code`);
    });
}
if (faults.length > 0) {
  console.error(
    `${faults.join('\n')}\n${faults.length} codes lead nowhere (${pages.map(({ page }) => page).join(', ')})`,
  );
  process.exit(1);
}
console.log('every code that a comment or a test names stands on its page');
