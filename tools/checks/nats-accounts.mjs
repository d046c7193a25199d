// Writes the configuration of NATS's accounts from what contracts say each service may publish and subscribe to.
// With --check nothing is written: a file that differs fails.
import { readFileSync, writeFileSync } from 'node:fs';
import { natsAccounts } from '@carrel/tools';

const file = 'k8s/components/nats/accounts.conf';
if (!process.argv.includes('--check')) writeFileSync(file, natsAccounts());
else if (readFileSync(file, 'utf8') !== natsAccounts()) {
  console.error(`${file} is not what contracts say; run npm run nats-accounts.`);
  process.exit(1);
}
console.log('The configuration gives every service its own subjects.');
