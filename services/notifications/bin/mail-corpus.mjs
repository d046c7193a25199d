// Reads every mail of a folder as the service reads what comes in, and prints a line of JSON for each. Needs no servers.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';

const usage = `npm run mail-corpus -- <folder or file> [--as look|return-path|address] [--sender address] [--domain name]

Prints one line of JSON for each .eml file below the folder: file, kind (personal, bounce, automatic, list, loop) and why,
bounce (hard or soft), action and status of a bounce, subject, from, text, quoted, wholeText, attachments, ms.

  --as return-path  every mail comes to the return path of our own mails, with an empty envelope sender
  --as address      every mail comes from --sender to a library's address
  --as look         (default) reports and mail from mail systems as return-path, all others as address
  --sender          envelope sender of a mail to a library's address (default someone@example.org)
  --domain          our own domain, by which a mail of ours come back is known (default none)
  --all             every file, whatever its name ends in`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    as: { type: 'string', default: 'look' },
    sender: { type: 'string' },
    domain: { type: 'string' },
    all: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const { corpusDefaults, corpusLine } = await import('../dist/incoming/corpus.js');
const arrivals = ['look', 'return-path', 'address'];
const [folder] = positionals;
if (values.help || !folder || !arrivals.includes(values.as)) {
  console.error(usage);
  process.exit(values.help ? 0 : 2);
}
const options = {
  ...corpusDefaults,
  arrival: values.as,
  ...(values.sender === undefined ? {} : { sender: values.sender }),
  ...(values.domain === undefined ? {} : { domain: values.domain.toLowerCase() }),
};

// The first mails are not charged with loading what every mail needs.
const first = [
  'Content-Type: text/html\n\n<p>x</p>',
  'Return-Path: <>\nSubject: failure notice\n\n550 5.0.0 x',
];
for (const mail of first) corpusLine(Buffer.from(`From: a@example.org\n${mail}`), options);
const base = statSync(folder).isDirectory() ? folder : undefined;
const files = base
  ? readdirSync(base, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && (values.all || /\.eml$/i.test(entry.name)))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
  : [folder];
let failed = 0;
for (const path of files) {
  const file = base ? relative(base, path) : path;
  try {
    console.log(JSON.stringify({ file, ...corpusLine(readFileSync(path), options) }));
  } catch (error) {
    failed += 1;
    console.log(JSON.stringify({ file, error: error instanceof Error ? error.message : String(error) }));
  }
}
if (failed > 0) {
  console.error(`${failed} of ${files.length} mails could not be read`);
  process.exitCode = 1;
}
