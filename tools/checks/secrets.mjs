// Searches every tracked text for secrets by their form: keys of clouds and services, private keys, tokens,
// passwords in addresses (secretlint). What the trial and the tests print on purpose has no such form.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';

/** Passwords in addresses that tests send to be refused. */
const allowed = ['user:pass', 'user:password'];
const generated = [':!package-lock.json', ':!docs/openapi', ':!docs/published', ':!docs/asyncapi.json'];
const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', '.', ...generated];
const files = execFileSync('git', args, { encoding: 'utf8', maxBuffer: 64e6 }).split('\0');

// In few long texts: what is looked up once for each of them costs more than reading it.
const parts = [];
for (const file of files.filter(Boolean)) {
  const text = textOf(file);
  if (text === undefined) continue;
  const last = parts.at(-1);
  if (!last || last.length > 1e6)
    parts.push({ files: [{ file, from: 0 }], texts: [text], length: text.length + 1 });
  else {
    last.files.push({ file, from: last.length });
    last.texts.push(text);
    last.length += text.length + 1;
  }
}

const id = '@secretlint/secretlint-rule-preset-recommend';
const basicAuth = { id: '@secretlint/secretlint-rule-basicauth', options: { allows: allowed } };
const config = { rules: [{ id, rule: creator, rules: [basicAuth] }] };
let found = 0;
for (const part of parts) {
  const source = { content: part.texts.join('\n'), filePath: '/texts.txt', ext: '.txt', contentType: 'text' };
  const { messages } = await lintSource({ source, options: { config, maskSecrets: true } });
  for (const { range, message } of messages) {
    found += 1;
    const { file, from } = part.files.findLast((one) => one.from <= range[0]);
    const line = source.content.slice(from, range[0]).split('\n').length;
    console.error(`${file}:${line} ${message.slice(0, 80)}`);
  }
}
console.log(`${files.length - 1} files, ${found} secrets.`);
process.exit(found || parts.length === 0 ? 1 : 0);

/** Pictures and the like hold no text. */
function textOf(file) {
  try {
    const bytes = readFileSync(file);
    return bytes.includes(0) ? undefined : bytes.toString('utf8');
  } catch {
    // Deleted, and not committed yet.
    return undefined;
  }
}
