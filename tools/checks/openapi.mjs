// Writes each service's OpenAPI document from its built code into docs/openapi and checks every reference.
// With --check nothing is kept: a document that differs from the one in docs/openapi fails.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConfig, lintFromString } from '@redocly/openapi-core';

const check = process.argv.includes('--check');
const folder = check ? mkdtempSync(join(tmpdir(), 'carrel-openapi-')) : 'docs/openapi';
mkdirSync(folder, { recursive: true });
const config = await createConfig({
  rules: { struct: 'error', 'no-unresolved-refs': 'error', 'operation-operationId-unique': 'error' },
});
let faults = 0;
let operations = 0;

for (const service of ['admin', 'chat', 'questions', 'referrals', 'notifications']) {
  const file = join(folder, `${service}.json`);
  execFileSync(process.execPath, [`services/${service}/dist/main.js`, 'openapi', file], { stdio: 'inherit' });
  const source = readFileSync(file, 'utf8');
  for (const problem of await lintFromString({ source, absoluteRef: file, config })) {
    faults += 1;
    console.error(`${service}: ${problem.message} (${problem.location.map((l) => l.pointer).join(', ')})`);
  }
  for (const path of Object.values(JSON.parse(source).paths)) operations += Object.keys(path).length;
  if (check && readFileSync(`docs/openapi/${service}.json`, 'utf8') !== source) {
    faults += 1;
    console.error(`docs/openapi/${service}.json is not what the service says; run npm run openapi.`);
  }
}
if (check) rmSync(folder, { recursive: true });
console.log(`${operations} operations in five OpenAPI documents, ${faults} faults.`);
process.exit(faults > 0 ? 1 : 0);
