import { execFileSync, spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from '@jest/globals';

const domain = 'services/questions/src/question/domain/sample.ts';
const nestedDomain = 'services/chat/src/session/domain/sample.ts';
const persistence = 'services/questions/src/question/persistence/sample.ts';
const http = 'services/questions/src/question/http/sample.ts';
const use = (from: string) => `import { a } from '${from}';\nexport const b = a;\n`;

const refused: [what: string, file: string, text: string, rule: string][] = [
  ['contracts: the kernel', 'libs/contracts/src/sample.ts', use('@carrel/kernel'), 'no-restricted-imports'],
  ['the kernel: Nest', 'libs/kernel/src/sample.ts', use('@nestjs/common'), 'no-restricted-imports'],
  ['a page: the kernel', 'web/patron/src/sample.ts', use('@carrel/kernel'), 'no-restricted-imports'],
  ['messaging: web', 'libs/messaging/src/sample.ts', use('@carrel/web'), '@nx/enforce-module-boundaries'],
  ['a domain: Nest', domain, use('@nestjs/common'), 'no-restricted-imports'],
  ['a domain: TypeORM', nestedDomain, use('typeorm'), 'no-restricted-imports'],
  ['a domain: its persistence', domain, use('../persistence/x.js'), 'no-restricted-imports'],
  ['a domain: the clock', domain, 'export const now = new Date();\n', 'no-restricted-syntax'],
  ['persistence: the web', persistence, use('@carrel/web'), 'no-restricted-imports'],
  ['a controller: persistence', http, use('../persistence/x.js'), 'no-restricted-imports'],
  ['a controller: TypeORM', http, use('typeorm'), 'no-restricted-imports'],
  [
    'a reaction: persistence',
    'services/chat/src/session/events/s.ts',
    use('../persistence/x.js'),
    'no-restricted-imports',
  ],
  [
    'queries: a write',
    'services/questions/src/question/persistence/sample.queries.ts',
    'export const sql = `INSERT INTO t VALUES (1)`;\n',
    'no-restricted-syntax',
  ],
  [
    'a test: a limit that a slow machine misses',
    'services/questions/test/sample.int.spec.ts',
    "it('waits', async () => {}, 60_000);\n",
    'no-restricted-syntax',
  ],
  [
    'tests of many: such a limit',
    'e2e/sample.e2e.spec.ts',
    "it.each(['a'])('waits for %s', async () => {}, 60_000);\n",
    'no-restricted-syntax',
  ],
  ['a service: another service', http, use('@carrel/chat'), '@typescript-eslint/no-restricted-imports'],
  [
    'a service, by a path: another service',
    http,
    use('../../../../chat/src/main.js'),
    '@nx/enforce-module-boundaries',
  ],
  [
    'a service: the testing lib',
    'services/questions/src/sample.ts',
    use('@carrel/testing'),
    '@typescript-eslint/no-restricted-imports',
  ],
];
const permitted: [what: string, file: string, text: string][] = [
  [
    'a domain: kernel and contracts',
    domain,
    `${use('@carrel/kernel')}import type { c } from '@carrel/contracts';\nexport type d = c;\n`,
  ],
  ['a domain: a neighbour in the domain', nestedDomain, use('../../transfer/domain/transfer.js')],
  ['a domain: a time it was handed', domain, 'export const copy = (now: Date) => new Date(now);\n'],
  [
    'persistence: domain and TypeORM',
    persistence,
    `${use('../domain/x.js')}import { c } from 'typeorm';\nexport const d = c;\n`,
  ],
  [
    'queries: a read',
    'services/questions/src/question/persistence/sample.queries.ts',
    'export const sql = `SELECT updated_at FROM t`;\n',
  ],
  [
    'a controller: the service and web',
    http,
    `${use('../questions.service.js')}import { c } from '@carrel/web';\nexport const d = c;\n`,
  ],
  ['a test: a limit for long work', 'e2e/sample.e2e.spec.ts', "it('works', async () => {}, 600_000);\n"],
  ['a page: the client', 'web/patron/src/sample.ts', use('@carrel/client')],
  ['the kernel: contracts', 'libs/kernel/src/sample.ts', use('@carrel/contracts')],
];

describe('The fences between floors', () => {
  let rules: string[][];

  beforeAll(() => {
    const env = { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true' };
    // Without a cached project graph the boundary rule passes everything.
    execFileSync('npx', ['nx', 'graph', '--file=.nx/graph.json'], { env, stdio: 'ignore' });
    const samples = [...refused, ...permitted].map(([, file, text]) => ({ file, text }));
    const run = spawnSync(process.execPath, ['tools/checks/lint-samples.mjs'], {
      input: JSON.stringify(samples),
      encoding: 'utf8',
      env,
    });
    if (run.status !== 0) throw new Error(run.stderr);
    rules = JSON.parse(run.stdout) as string[][];
  });

  it.each(refused.map(([what, , , rule], n) => [what, rule, n] as const))('refuse %s', (_, rule, n) => {
    expect(rules[n]).toContain(rule);
  });

  it.each(permitted.map(([what], n) => [what, n] as const))('permit %s', (_, n) => {
    expect(rules[refused.length + n]).toEqual([]);
  });
});
