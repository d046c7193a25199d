// Refuses the words of the table "Words that are not used" in CONTRIBUTING.md: in identifiers (by parts of camelCase),
// comments, texts, documents and file names. Names that are stored or published, and texts for patrons, are exceptions.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** The rows of the table as [words, what to write instead]. */
export function tableOf(page) {
  const [, section = ''] = page.split(/^### Words that are not used$/m);
  const rows = [...section.matchAll(/^\| ([^|]+?) +\| ([^|]+?) +\|$/gm)].map(([, not, but]) => [
    not.split(', '),
    but,
  ]);
  return rows.filter(([[first]]) => first !== 'not' && !first.startsWith('-'));
}

/** Finds refused words in one text, as [word, what to write instead]. */
export function finder(table) {
  const words = new Map();
  const phrases = [];
  for (const [nots, but] of table)
    for (const not of nots) {
      if (/[ A-Z]/.test(not)) phrases.push([not, but]);
      else words.set(not, but);
    }
  return (text) => {
    const found = phrases.filter(([phrase]) => text.includes(phrase));
    // A name with underscores is a column or a variable of the environment, which others know.
    for (const [token] of text.matchAll(/[\p{L}_]+/gu)) {
      if (token.includes('_')) continue;
      for (const part of token.split(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u)) {
        const but = words.get(part.toLowerCase());
        if (but) found.push([part, but]);
      }
    }
    return found;
  };
}

/** `words` may stand in `files`, for the reason beside them; an entry that nothing needs is a fault. */
export const exceptions = [
  { files: /^CONTRIBUTING\.md$/, why: 'the table itself' },
  { files: /^tools\/(checks\/words\.mjs|test\/words\.spec\.ts)$/, why: 'this check and its test' },
  { files: /\/mail\/(notice-words\/en|phrases)\.ts$/, why: 'texts of mails, written for people' },
  { files: /^libs\/contracts\/src\/settings\.ts$/, words: ['wish'], why: 'a text for patrons' },
  { files: /^docs\/settings\.md$/, words: ['wish', 'hear', 'heard'], why: 'texts for patrons' },
  { files: /\/survey-catalogue\.ts$/, words: ['hear', 'heard'], why: 'a question to patrons' },
  { files: /^e2e\/journey\.e2e\.spec\.ts$/, words: ['tell'], why: 'what a patron asks' },
  { files: /\/more-mail-variants\.ts$/, words: ['heard', 'tell'], why: 'mails as people write them' },
  { files: /\/(ban|feed)\.reactions\.ts$/, words: ['heard'], why: 'the inbox keys events by this method' },
  {
    files: /\/chat\/src\/(operation-words|notes\/http\/talk\.controller)\.ts$/,
    words: ['tell'],
    why: 'published operation ids',
  },
  {
    files: /\/admin\/src\/(operation-words|membership\/http\/memberships\.controller)\.ts$/,
    words: ['Several'],
    why: 'a published operation id',
  },
  { files: /\/offer-explained\.ts$/, words: ['heard'], why: 'a published code' },
  { files: /\/(failures\.service|sending)\.ts$/, words: ['tell'], why: 'a stored name of a job' },
];

function check() {
  const refused = finder(tableOf(readFileSync('CONTRIBUTING.md', 'utf8')));
  const kinds = ['*.ts', '*.tsx', '*.mjs', '*.md', '*.yaml', '*.yml', '*.conf', '*.sh', 'Dockerfile'];
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', ...kinds];
  const names = execFileSync('git', list, { encoding: 'utf8' }).split('\n').filter(Boolean);
  // The change log says what was; what is published stays as it is.
  const files = names.filter((name) => !/^(CHANGELOG\.md|docs\/published\/)/.test(name));
  const used = new Set();
  const faults = [];
  for (const file of files)
    [file.replaceAll('/', ' '), ...readFileSync(file, 'utf8').split('\n')].forEach((line, index) => {
      for (const [word, but] of refused(line)) {
        const exception = exceptions.find(
          (one) => one.files.test(file) && (one.words?.includes(word) ?? true),
        );
        if (exception) used.add(exception);
        else faults.push(`${file}:${index || 'name'}: "${word}"; write ${but}`);
      }
    });
  for (const one of exceptions)
    if (!used.has(one)) faults.push(`tools/checks/words.mjs: nothing needs the exception ${one.files}`);
  if (faults.length > 0) {
    console.error(`${faults.join('\n')}\n${faults.length} words that CONTRIBUTING.md replaces by others`);
    return 1;
  }
  console.log(`${files.length} files without the words that CONTRIBUTING.md replaces`);
  return 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exit(check());
