// Our reader beside packages for the same work (ADR 31). Needs npm run build, and once, in a folder of its own:
// npm install email-reply-parser planer letterparser; that folder is the argument.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { splitText } from '../dist/incoming/domain/quoting.js';
import { readMail } from '../dist/incoming/reading/read.js';

const folder = resolve(process.argv[2] ?? '.');
const theirs = createRequire(join(folder, 'package.json'));
const load = (name) => import(pathToFileURL(theirs.resolve(name)));
const samples = join(import.meta.dirname, '../test/samples/clients');
const replies = readdirSync(samples)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => ({
    text: readMail(readFileSync(join(samples, name))).wholeText,
    own: readFileSync(join(samples, name.replace(/eml$/, 'txt')), 'utf8').trim(),
  }));
const address = '<ask@cedar.example>';
const introductions = [
  `On Wed, Apr 30, 2025 at 3:19 PM Cedar Library ${address} wrote:`,
  `Cedar Library ${address} schrieb am Mi., 30. Apr. 2025, 15:19:`,
  `Le mer. 30 avr. 2025 à 15:19, Cedar Library ${address} a écrit :`,
  `ke 30. huhtik. 2025 klo 15.19 Cedar Library ${address} kirjoitti:`,
  `ср, 30 апр. 2025 г. в 15:19, Cedar Library ${address}:`,
  `2025年4月30日(水) 15:19 Cedar Library ${address}:`,
  `Cedar Library ${address}, 30 Nis 2025 Çar, 15:19 tarihinde şunu yazdı:`,
];
for (const line of introductions)
  replies.push({ text: `Thank you.\n\n${line}\n\n> Enough?`, own: 'Thank you.' });
/** Words of a person's own that look like a mail program's. */
const ownWords = [
  'In a letter of 12 May 1911 the founder wrote:\n\nThe garden must outlive us.\n\nWhere is it kept?',
  'Who wrote these lines?\n\n> The river keeps no letters,\n\nMy grandmother knew them.',
  'The booking:\n\nFrom: Tuesday 3 June, 14:00\nTo: 16:00\nDate: 3 June\n\nPlease reserve the projector.',
  'Which regiment used this stamp?\nSent from the front in 1916, the card has no other mark.',
  'Volume one came.\n--\nWhere is volume two?',
];
const squeezed = (text) => text.replace(/\s+/g, ' ').trim();

const { default: EmailReplyParser } = await load('email-reply-parser');
const planer = await load('planer');
const extractFrom = planer.extractFrom ?? planer.default.extractFrom;
const trimmers = {
  carrel: (text) => splitText(text).text,
  'email-reply-parser': (text) => new EmailReplyParser().read(text).getVisibleText(),
  planer: (text) => extractFrom(text, 'text/plain'),
};
for (const [name, trim] of Object.entries(trimmers)) {
  const right = replies.filter(({ text, own }) => squeezed(trim(text)) === squeezed(own)).length;
  const kept = ownWords.filter((text) => squeezed(trim(text)) === squeezed(text)).length;
  console.log(
    `${name}: ${right} of ${replies.length} trimmed right, ${kept} of ${ownWords.length} left whole`,
  );
}

const { extract } = await load('letterparser');
const { default: PostalMime } = await import('postal-mime');
const parsers = {
  carrel: (raw) => readMail(raw),
  'postal-mime': (raw) => new PostalMime().parse(raw),
  letterparser: (raw) => extract(raw.toString('latin1')),
};
const part = '--b\r\n\r\nx\r\n';
const hostile = {
  '2,000 parts': `Content-Type: multipart/mixed; boundary=b\r\n\r\n${part.repeat(2_000)}`,
  '2,000 addresses': `Cc: ${'a@b.example, '.repeat(2_000)}\r\n\r\nhi`,
  '50,000 empty lines': `\r\n${'\n'.repeat(50_000)}`,
};
for (const [what, text] of Object.entries(hostile))
  for (const [name, parse] of Object.entries(parsers)) {
    const begun = process.cpuUsage();
    let outcome = '';
    try {
      await parse(Buffer.from(`From: a@b.example\r\n${text}`));
    } catch (error) {
      outcome = `, refused: ${error.message.slice(0, 60)}`;
    }
    const { user, system } = process.cpuUsage(begun);
    console.log(`${what}, ${name}: ${Math.round((user + system) / 1000)} ms${outcome}`);
  }
