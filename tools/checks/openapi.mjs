// Writes each service's OpenAPI document from its built code into docs/openapi and checks every reference.
// With --check nothing is kept: a document that differs from the one in docs/openapi fails.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operationWords } from './operation-words.mjs';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import spectralCore from '@stoplight/spectral-core';
import { oas } from '@stoplight/spectral-rulesets';

const check = process.argv.includes('--check');
const folder = check ? mkdtempSync(join(tmpdir(), 'carrel-openapi-')) : 'docs/openapi';
mkdirSync(folder, { recursive: true });
const config = await createConfig({
  extends: ['recommended'],
  // Where a browser is sent on, the answer is a redirect and nothing else: Spectral's operation-success-response, which
  // takes a redirect for a success, holds every operation to one of both.
  // Settings of one's own are an `anyOf` of one choice, to which others come: published so, and taken apart it would break
  // whoever generated a client.
  rules: { 'operation-2xx-response': 'off', 'no-illogical-composition-keywords': 'off' },
});
const spectral = new spectralCore.Spectral();
spectral.setRuleset({ extends: [[oas, 'recommended']] });
let faults = 0;

/** Bodies of JSON without an example; those that are there are validated by both linters. */
function* withoutExample(document) {
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, { requestBody, responses }] of Object.entries(methods))
      for (const [name, body] of [['request', requestBody], ...Object.entries(responses)])
        if (body?.content?.['application/json']?.example === undefined && body?.content?.['application/json'])
          yield `${method} ${path}: ${name} has no example`;
}

/** Names that say all by themselves; any other property needs words, in its decorator, its schema or openapi-glossary.ts. */
const plainNames = new Set([
  'id',
  'name',
  'title',
  'email',
  'phone',
  'text',
  'password',
  'country',
  'url',
  'key',
]);

/** Properties of bodies and answers that nothing explains. */
function* unexplained(document) {
  const within = function* (schema, at) {
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      if (!property.description && !plainNames.has(name)) yield `${at}.${name} has no description`;
      yield* within(property, `${at}.${name}`);
    }
    const { items, additionalProperties: others, anyOf = [], oneOf = [], allOf = [] } = schema;
    for (const inside of [items, others, ...anyOf, ...oneOf, ...allOf])
      if (typeof inside === 'object') yield* within(inside, at);
  };
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {}))
    yield* within(schema, name);
  for (const path of Object.values(document.paths))
    for (const { operationId, requestBody, responses } of Object.values(path))
      for (const body of [requestBody, ...Object.values(responses)])
        for (const { schema } of Object.values(body?.content ?? {}))
          if (schema) yield* within(schema, operationId);
}

/** Operations of which nothing is said but their name, or too little to be a sentence. */
function* unsaid(document) {
  for (const path of Object.values(document.paths))
    for (const { operationId, summary, description } of Object.values(path)) {
      const named = operationId.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
      if (description.toLowerCase() === `${named}.`) yield `${operationId} has no comment above its handler`;
      else if (summary.split(' ').length < 3) yield `${operationId} says too little: ${summary}`;
    }
}

/** Of two classes of one name the document would have the last one for both; libraries' classes are in every document. */
function classesTwice(service) {
  const seen = new Map();
  for (const folder of [`services/${service}/src`, 'libs/web/src', 'libs/directory/src']) {
    for (const file of readdirSync(folder, { recursive: true })) {
      if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) continue;
      const source = readFileSync(join(folder, file), 'utf8');
      for (const [, name] of source.matchAll(/^(?:export )?(?:abstract )?class (\w+Dto)\b/gm))
        seen.set(name, [...(seen.get(name) ?? []), join(folder, file)]);
    }
  }
  return [...seen].filter(([, files]) => files.length > 1);
}
let operations = 0;

const services = ['admin', 'chat', 'questions', 'referrals', 'notifications'];
const words = await Promise.all(services.map(operationWords));
for (const { file, write } of words.filter((each) => !each.same)) {
  if (check) {
    faults += 1;
    console.error(`${file} is not what stands above the handlers; run npm run openapi.`);
  } else write();
}
if (!check && words.some(({ same }) => !same))
  execFileSync('npx', ['nx', 'run-many', '-t', 'build'], { stdio: 'inherit' });

for (const service of services) {
  for (const [name, files] of classesTwice(service)) {
    faults += 1;
    console.error(`${service}: ${name} is the name of two classes, in ${files.join(' and ')}`);
  }
  const file = join(folder, `${service}.json`);
  execFileSync(process.execPath, [`services/${service}/dist/main.js`, 'openapi', file], { stdio: 'inherit' });
  const source = readFileSync(file, 'utf8');
  for (const problem of await lintFromString({ source, absoluteRef: file, config })) {
    faults += 1;
    console.error(`${service}: ${problem.message} (${problem.location.map((l) => l.pointer).join(', ')})`);
  }
  const document = JSON.parse(source);
  for (const { code, message, path } of await spectral.run(document)) {
    faults += 1;
    console.error(`${service}: ${code}: ${message} (${path.join('/')})`);
  }
  for (const fault of [...withoutExample(document), ...unexplained(document), ...unsaid(document)]) {
    faults += 1;
    console.error(`${service}: ${fault}`);
  }
  for (const path of Object.values(document.paths)) operations += Object.keys(path).length;
  if (check && readFileSync(`docs/openapi/${service}.json`, 'utf8') !== source) {
    faults += 1;
    console.error(`docs/openapi/${service}.json is not what the service says; run npm run openapi.`);
  }
}
if (check) rmSync(folder, { recursive: true });
console.log(`${operations} operations in five OpenAPI documents, ${faults} faults.`);
process.exit(faults > 0 ? 1 : 0);
