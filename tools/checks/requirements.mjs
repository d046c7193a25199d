// Prints which tests name which requirement and which requirements no test names yet.
// Fails when a test names a requirement that docs/requirements.md does not have.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const known = [...readFileSync('docs/requirements.md', 'utf8').matchAll(/^\| (R\d+) +\| (.+?) +\|$/gm)].map(
  ([, id, text]) => ({ id, text, tests: [] }),
);
const byId = new Map(known.map((r) => [r.id, r]));
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.spec.ts'], {
  encoding: 'utf8',
});
const unknown = [];

for (const file of files.split('\n').filter(Boolean)) {
  const named = readFileSync(file, 'utf8').matchAll(
    /\b(?:it|test|describe)(?:\.each\([^]*?\))?\(\s*(['"`])([^]*?)\1/g,
  );
  for (const [, , name] of named) {
    for (const [, ids] of name.matchAll(/\[((?:[RF]\d+|promise \d+)(?:[, ]+R\d+)*)\]/g)) {
      for (const id of ids.match(/R\d+/g) ?? []) {
        if (byId.has(id)) byId.get(id).tests.push(`${file}: ${name.replace(/\s+/g, ' ')}`);
        else unknown.push(`${file}: ${id}`);
      }
    }
  }
}

const kept = known.filter((r) => r.tests.length > 0);
const open = known.filter((r) => r.tests.length === 0);
if (!process.argv.includes('--brief')) {
  for (const { id, text, tests } of kept)
    console.log(`${id} ${text}\n${tests.map((t) => `    ${t}`).join('\n')}`);
  for (const { id, text } of open) console.log(`open: ${id} ${text}`);
}
console.log(`${kept.length} requirements are kept by a test that names them, ${open.length} are still open.`);
if (unknown.length > 0) {
  console.error(`Tests name requirements nobody wrote down:\n${unknown.join('\n')}`);
  process.exit(1);
}
