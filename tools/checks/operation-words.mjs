// What stands above each handler in a service's controllers, for its OpenAPI document: written to
// services/<service>/src/operation-words.ts, which is built and served with it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import ts from 'typescript';

/** Requirement and ruling numbers say something to us alone. */
const numbers = /\s*\((?:(?:[RBAF]\d+(?:\.\d+)?|rows? [\d, ]+[a-z]?|promise \d+|[\d.]+)(?:,\s*)?)+\)/g;

function wordsOf(comment) {
  const text = comment
    .replace(/^\/\*\*|\*\/$/g, '')
    .replace(/^\s*\* ?/gm, '')
    .trim()
    .replace(/\s*\n(?!\n)\s*/g, ' ')
    .replace(numbers, '');
  const [whole, ...tags] = text.split(/\s@(?=throws|returns|param)/);
  return tags.length ? whole.trim() : text.trim();
}

/** `Controller.method` -> words, of one file. */
function wordsIn(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found = [];
  const look = (node, names) => {
    if (ts.isClassDeclaration(node) && node.name?.text.endsWith('Controller'))
      for (const member of node.members) {
        const [doc] = ts.getJSDocCommentsAndTags(member).filter(ts.isJSDoc).slice(-1);
        if (ts.isMethodDeclaration(member) && doc)
          for (const name of names(node.name.text))
            found.push([`${name}.${member.name.getText()}`, wordsOf(doc.getText())]);
      }
    // A class that is made for each level is named for it (namedFor).
    else if (ts.isFunctionDeclaration(node))
      for (const inside of node.body?.statements ?? [])
        look(inside, (name) => ['Group', 'Institution'].map((level) => level + name));
  };
  for (const node of source.statements) look(node, (name) => [name]);
  return found;
}

/** The file of one service as it should be, and whether it is so. */
export async function operationWords(service) {
  const folder = `services/${service}/src`;
  const files = readdirSync(folder, { recursive: true }).filter((file) => /\.controllers?\.ts$/.test(file));
  const words = files.flatMap((file) => wordsIn(join(folder, file))).sort(([a], [b]) => a.localeCompare(b));
  const file = join(folder, 'operation-words.ts');
  const text = await format(
    `// Made by npm run openapi from the comments above the handlers.\n
     export const operationWords: Readonly<Record<string, string>> = ${JSON.stringify(Object.fromEntries(words))};\n`,
    { ...(await resolveConfig(file)), parser: 'typescript' },
  );
  let present = '';
  try {
    present = readFileSync(file, 'utf8');
  } catch {
    // Not made yet.
  }
  return { file, same: present === text, write: () => writeFileSync(file, text) };
}
