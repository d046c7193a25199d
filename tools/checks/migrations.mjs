// Checks every migration since the last published ones (docs/published/migrations.json) against what the version before
// tolerates (promise 26): what each would do is recorded without a database and read by squawk. A migration that
// must break a rule says so itself: `readonly breaks = { 'ban-drop-column': 'nothing has read it since 0.3' }`.
// With --publish the present migrations become the published ones.
import { readFileSync, writeFileSync } from 'node:fs';
import { faultsOfMigration, services } from '@carrel/tools';

const file = 'docs/published/migrations.json';
const all = {};
for (const service of services) {
  const { dataSourceOptions } = await import(`../../services/${service}/dist/persistence/data-source.js`);
  all[service] = dataSourceOptions('postgres://nowhere').migrations.map((Migration) => new Migration());
}
const nameOf = (migration) => migration.name ?? migration.constructor.name;

if (process.argv.includes('--publish')) {
  const names = Object.entries(all).map(([service, migrations]) => [service, migrations.map(nameOf)]);
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(names), null, 2)}\n`);
  console.log('The present migrations are published.');
  process.exit(0);
}

const published = JSON.parse(readFileSync(file, 'utf8'));
let fresh = 0;
let faults = 0;
// A library's migrations are part of more than one service and are checked once.
const seen = new Set();
for (const [service, migrations] of Object.entries(all)) {
  const missing = (published[service] ?? []).filter(
    (name) => !migrations.some((one) => nameOf(one) === name),
  );
  for (const name of missing) {
    faults += 1;
    console.error(
      `${service}: ${name} is published and gone: databases that have had it would start no more`,
    );
  }
  for (const migration of migrations) {
    const name = nameOf(migration);
    if (published[service]?.includes(name) || seen.has(name)) continue;
    seen.add(name);
    fresh += 1;
    for (const fault of await faultsOfMigration(migration)) {
      faults += 1;
      console.error(`${service}: ${name}: ${fault}`);
    }
  }
}
console.log(`${fresh} migrations since the published ones, ${faults} faults.`);
process.exit(faults ? 1 : 0);
