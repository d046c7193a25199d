// Makes the publishable packages of integrators, @carrel/contracts, @carrel/client-events and @carrel/client, in
// .cache/packages: built code, types, the JSON Schema of each event and the AsyncAPI document. Packs them, unpacks them
// and tries them out.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const out = resolve('.cache/packages');
rmSync(out, { recursive: true, force: true });
const tsc = resolve('node_modules/typescript/bin/tsc');
const run = (command, args, cwd) => execFileSync(command, args, { cwd, encoding: 'utf8' });
const { envelopeSchema, eventNames } = await import('@carrel/contracts');

/** Types, built code and a manifest that names nothing of this repository. */
function make(name) {
  const [from, to] = [resolve('libs', name), join(out, name)];
  mkdirSync(to, { recursive: true });
  cpSync(join(from, 'dist'), join(to, 'dist'), {
    recursive: true,
    filter: (file) => !/\.map$|\.spec\./.test(file),
  });
  const types = join(out, 'types', name);
  const how = [
    '--module',
    'nodenext',
    '--moduleResolution',
    'nodenext',
    '--target',
    'es2022',
    '--strict',
    '--skipLibCheck',
  ];
  const what = [
    '--declaration',
    '--emitDeclarationOnly',
    '--customConditions',
    'carrel-source',
    '--types',
    'node',
  ];
  run(
    process.execPath,
    [
      tsc,
      '--ignoreConfig',
      ...how,
      ...what,
      '--rootDir',
      'libs',
      '--outDir',
      types,
      `libs/${name}/src/index.ts`,
    ],
    resolve('.'),
  );
  cpSync(join(types, name, 'src'), join(to, 'dist'), { recursive: true });
  const { dependencies, version, license, type } = JSON.parse(
    readFileSync(join(from, 'package.json'), 'utf8'),
  );
  const own = Object.fromEntries(
    Object.entries(dependencies).map(([other, range]) => [
      other,
      other.startsWith('@carrel/') ? version : range,
    ]),
  );
  const exports = {
    '.': { types: './dist/index.d.ts', default: './dist/index.js' },
    ...(name === 'contracts' ? { './asyncapi.json': './asyncapi.json', './schemas/*': './schemas/*' } : {}),
  };
  const manifest = { name: `@carrel/${name}`, version, license, type, exports, dependencies: own };
  writeFileSync(join(to, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  cpSync('LICENSE', join(to, 'LICENSE'));
  cpSync(join(from, 'README.md'), join(to, 'README.md'));
  return to;
}

const contracts = make('contracts');
mkdirSync(join(contracts, 'schemas'));
for (const name of eventNames) {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: name,
    ...envelopeSchema(name),
  };
  writeFileSync(join(contracts, 'schemas', `${name}.json`), `${JSON.stringify(schema, null, 2)}\n`);
}
cpSync('docs/asyncapi.json', join(contracts, 'asyncapi.json'));
const events = make('client-events');
cpSync('libs/client-events/examples', join(events, 'examples'), { recursive: true });
const client = make('client');
cpSync('libs/client/generated', join(client, 'generated'), { recursive: true });
cpSync('libs/client/examples', join(client, 'examples'), { recursive: true });

const faults = [];
const trial = join(out, 'trial');
mkdirSync(join(trial, 'node_modules/@carrel'), { recursive: true });
for (const folder of [contracts, events, client]) {
  const [packed] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', out, '--silent'], folder));
  const files = packed.files.map(({ path }) => path);
  const leaks = files.filter((file) => /(^|\/)src\/|\.ts$(?<!\.d\.ts)|\.map$|spec|node_modules/.test(file));
  if (leaks.length) faults.push(`${packed.name} holds ${leaks.join(', ')}`);
  for (const needed of ['dist/index.js', 'dist/index.d.ts', 'LICENSE', 'README.md']) {
    if (!files.includes(needed)) faults.push(`${packed.name} lacks ${needed}`);
  }
  const name = packed.name.replace('@carrel/', '');
  mkdirSync(join(trial, 'node_modules/@carrel', name));
  run('tar', [
    'xzf',
    join(out, packed.filename),
    '--strip-components=1',
    '-C',
    join(trial, 'node_modules/@carrel', name),
  ]);
  console.log(
    `${packed.name} ${packed.version}: ${files.length} files, ${Math.round(packed.size / 1024)} KiB`,
  );
}
for (const name of readdirSync('node_modules')) {
  if (name !== '@carrel' && name !== '.bin')
    symlinkSync(resolve('node_modules', name), join(trial, 'node_modules', name));
}
writeFileSync(join(trial, 'package.json'), '{"type":"module"}');
writeFileSync(
  join(trial, 'consumer.ts'),
  `import type { EventEnvelope } from '@carrel/contracts';
import { carrel, ok } from '@carrel/client';
import { webhookReceiver } from '@carrel/client-events';
const number = (event: EventEnvelope<'question.created.v1'>): string => event.data.number;
export const receive = webhookReceiver({ secrets: [], handlers: { 'question.created.v1': (event) => void number(event) } });
// @ts-expect-error a field that the event does not have
export const wrong = (event: EventEnvelope<'question.created.v1'>) => event.data.patronName;

const { admin, questions } = carrel({ baseUrl: 'http://localhost:8080' });
export const rows = async (): Promise<string[]> =>
  (await ok(questions.GET('/v1/questions', { params: { query: { list: 'new' } } }))).items.map((row) => row.number);
export const code = async (id: string): Promise<string | undefined> =>
  (await questions.POST('/v1/questions/{id}/claim', { params: { path: { id } } })).error?.code;
// @ts-expect-error a path that there is not
export const path = questions.GET('/v1/question');
// @ts-expect-error a path of another service
export const elsewhere = admin.GET('/v1/questions');
// @ts-expect-error a field that the body does not take
export const taken = admin.POST('/v1/auth/login', { body: { email: 'a@b.example', password: 'x', pasword: 'x' } });
// @ts-expect-error a word that the query does not take
export const asked = questions.GET('/v1/questions', { params: { query: { list: 'newest' } } });
// @ts-expect-error a field that the answer does not have
export const given = async () => (await ok(questions.GET('/v1/questions'))).items[0]?.patronName;
`,
);
try {
  run(
    process.execPath,
    [
      tsc,
      '--ignoreConfig',
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--moduleResolution',
      'nodenext',
      '--target',
      'es2022',
      '--skipLibCheck',
      'consumer.ts',
    ],
    trial,
  );
  const script = `const c = await import('@carrel/contracts'); const e = await import('@carrel/client-events');
    const { carrel } = await import('@carrel/client');
    if (!c.eventNames.length || !e.consumeFeed || !carrel({ baseUrl: 'http://localhost' }).chat.GET) process.exit(1);`;
  run(process.execPath, ['--input-type=module', '-e', script], trial);
} catch (error) {
  faults.push(`a consumer of the packages fails: ${error.stdout ?? ''}${error.stderr ?? error}`);
}
for (const fault of faults) console.error(fault);
console.log(`${eventNames.length} schemas in the package, ${faults.length} faults.`);
process.exit(faults.length ? 1 : 0);
