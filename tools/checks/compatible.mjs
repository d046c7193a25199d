// Compares the schemas of events and the OpenAPI documents with the last published ones in docs/published and fails when
// a change would break those who rely on them. With --publish the present ones become the published ones.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { envelopeSchema, eventNames } from '@carrel/contracts';
import { breaksIn, breaksOfDocument } from '@carrel/tools';

const folder = 'docs/published';
const services = ['admin', 'chat', 'questions', 'referrals', 'notifications'];
const present = new Map([
  ...eventNames.map((name) => [`events/${name}.json`, JSON.parse(JSON.stringify(envelopeSchema(name)))]),
  ...services.map((name) => [
    `openapi/${name}.json`,
    JSON.parse(readFileSync(`docs/openapi/${name}.json`, 'utf8')),
  ]),
]);

if (process.argv.includes('--publish')) {
  for (const part of ['events', 'openapi']) {
    rmSync(join(folder, part), { recursive: true, force: true });
    mkdirSync(join(folder, part), { recursive: true });
  }
  for (const [file, document] of present) writeFileSync(join(folder, file), `${JSON.stringify(document)}\n`);
  console.log(`${present.size} schemas are published.`);
  process.exit(0);
}

const faults = [];
let compared = 0;
for (const part of ['events', 'openapi']) {
  if (!existsSync(join(folder, part))) continue;
  for (const name of readdirSync(join(folder, part))) {
    const file = `${part}/${name}`;
    const [last, next] = [JSON.parse(readFileSync(join(folder, file), 'utf8')), present.get(file)];
    compared += 1;
    if (!next) faults.push(`${file} is gone`);
    else {
      const found = part === 'events' ? breaksIn('sent', last, next) : breaksOfDocument(last, next);
      faults.push(...found.map((fault) => `${file} ${fault}`));
    }
  }
}
for (const fault of faults) console.error(fault);
console.log(`${compared} published schemas compared, ${faults.length} incompatible changes.`);
if (faults.length)
  console.error('Publish a new version beside the old one (.v2), or bring back what others rely on.');
process.exit(faults.length || !compared ? 1 : 0);
