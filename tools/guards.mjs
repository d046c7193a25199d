// npm run guards: removes each guard in a copy of the sources and reports which tests fail; one that no test
// notices fails. With --quick only those whose tests need no servers; a word takes the guards whose name has it.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { guards } from './guards/table.mjs';
import { root } from './prepare.mjs';

const args = process.argv.slice(2);
const quick = args.includes('--quick');
const word = args.find((arg) => !arg.startsWith('-'));
const chosen = guards.filter((guard) => (!quick || guard.quick) && (!word || guard.name.includes(word)));
const copy = realpathSync(mkdtempSync(join(tmpdir(), 'carrel-guards-')));

try {
  copySources();
  const rows = chosen.map(tryGuard);
  for (const { name, red, fault } of rows) {
    console.log(`${fault ? 'FAILED' : 'noticed'}  ${name}`);
    for (const line of fault ? [fault] : red.slice(0, 5)) console.log(`           ${line}`);
    if (red.length > 5) console.log(`           and ${red.length - 5} more`);
  }
  const failed = rows.filter(({ fault }) => fault).length;
  console.log(`\n${rows.length - failed} of ${rows.length} guards are noticed when they are gone`);
  process.exitCode = failed > 0 || rows.length === 0 ? 1 : 0;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

/** The tracked files, with the packages of this tree and the copy's own libraries beside them. */
function copySources() {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', list, { cwd: root, encoding: 'utf8', maxBuffer: 64e6 }).split('\0');
  for (const file of files.filter((one) => one && existsSync(join(root, one)))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  const own = join(root, 'node_modules/@carrel');
  mkdirSync(join(copy, 'node_modules/@carrel'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')))
    if (name !== '@carrel') symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name));
  for (const name of readdirSync(own))
    symlinkSync(
      join(copy, relative(root, realpathSync(join(own, name)))),
      join(copy, 'node_modules/@carrel', name),
    );
  for (const folder of [
    'tools',
    ...['libs', 'services'].flatMap((at) => readdirSync(join(root, at)).map((n) => `${at}/${n}`)),
  ]) {
    const nested = join(root, folder, 'node_modules');
    if (existsSync(nested)) symlinkSync(nested, join(copy, folder, 'node_modules'));
  }
  const generated = join(root, 'libs/client/generated');
  if (existsSync(generated)) cpSync(generated, join(copy, 'libs/client/generated'), { recursive: true });
  // Some checks ask git which files are ours.
  for (const args of [
    ['init', '-q'],
    ['add', '-A'],
  ])
    execFileSync('git', args, { cwd: copy, stdio: 'ignore' });
}

function tryGuard(guard) {
  const path = join(copy, guard.file);
  const text = readFileSync(path, 'utf8');
  const edits = [[guard.from, guard.to], ...(guard.also ?? [])];
  const lost = edits.find(([from]) => text.split(from).length !== 2);
  if (lost) return { name: guard.name, red: [], fault: `not once in ${guard.file}: ${lost[0].trim()}` };
  writeFileSync(
    path,
    edits.reduce((changed, [from, to]) => changed.replace(from, () => to), text),
  );
  try {
    const { red, broken } = redTests(guard);
    const fault = broken || (red.length === 0 ? 'no test notices' : undefined);
    return { name: guard.name, red, fault };
  } finally {
    writeFileSync(path, text);
  }
}

function redTests({ project, tests, named }) {
  const results = join(copy, 'guards.json');
  rmSync(results, { force: true });
  const jest = [
    join(root, 'node_modules/jest/bin/jest.js'),
    '--selectProjects',
    project,
    '--testPathPatterns',
    tests,
  ];
  const more = ['--json', `--outputFile=${results}`, ...(named ? ['-t', named] : [])];
  spawnSync(process.execPath, [...jest, ...more], {
    cwd: copy,
    env: { ...process.env, TEST_TIMEOUT_MS: '120000' },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  if (!existsSync(results)) return { red: [], broken: 'jest did not run' };
  const { testResults, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(results, 'utf8'));
  const all = testResults.flatMap(({ assertionResults }) => assertionResults);
  const red = all.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
  return { red, broken: numRuntimeErrorTestSuites > 0 ? 'a suite could not start' : undefined };
}
