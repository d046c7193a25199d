// npm run flakes -- <times> [arguments of jest]: runs npm test so many times (or jest with these arguments), every second
// run beside a load of one core, and shows each test that was ever red. It never stops early: what is red once in twenty
// runs is what it looks for. Ctrl-C ends it with what it has seen so far.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail, root, run } from './prepare.mjs';

const [times = '20', ...jestArguments] = process.argv.slice(2);
if (!/^[1-9]\d{0,3}$/.test(times))
  fail(`npm run flakes -- 20 runs the tests twenty times, not ${times} times.`);
const folder = mkdtempSync(join(tmpdir(), 'carrel-flakes-'));
/** By test or stage: the runs in which it was red. */
const red = new Map();
const runs = [];
let stopped = false;
let load;

process.once('SIGINT', () => {
  stopped = true;
  load?.kill('SIGKILL');
  report();
});
for (let n = 1; n <= Number(times) && !stopped; n += 1) {
  const loaded = n % 2 === 0;
  load = loaded ? spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }) : undefined;
  const began = Date.now();
  let failures;
  try {
    failures = jestArguments.length > 0 ? await jestOnce(n) : await wholeTest(n);
  } finally {
    load?.kill('SIGKILL');
  }
  if (stopped) break;
  const name = `${n}${loaded ? ' beside a load' : ''}`;
  for (const failure of failures) red.set(failure, [...(red.get(failure) ?? []), name]);
  const seconds = Math.round((Date.now() - began) / 1_000);
  runs.push({ name, seconds, red: failures.length });
  console.log(`\nflakes: run ${name} of ${times} took ${seconds} s, ${failures.length} red`);
}
report();

function report() {
  rmSync(folder, { recursive: true, force: true });
  console.table(runs);
  const green = runs.filter((each) => each.red === 0).length;
  console.log(`${green} of ${runs.length} runs without a red test`);
  for (const [name, where] of [...red].sort((a, b) => b[1].length - a[1].length))
    console.log(`  red in ${where.length} (run ${where.join(', ')}): ${name}`);
  process.exit(red.size > 0 || runs.length === 0 ? 1 : 0);
}

/** npm test, which writes what each of its stages found. */
async function wholeTest(n) {
  const file = join(folder, `${n}.jsonl`);
  const env = { ...process.env, TEST_RESULTS: file };
  const code = await run(process.execPath, [join(root, 'tools/test.mjs')], { env });
  const failures = linesOf(file).flatMap(({ stage, good, tests }) =>
    good ? [] : tests.length > 0 ? tests : [`stage ${stage}`],
  );
  return failures.length > 0 || code === 0 ? failures : ['the run itself'];
}

async function jestOnce(n) {
  const file = join(folder, `${n}.json`);
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const args = [jest, '--json', `--outputFile=${file}`, ...jestArguments];
  const code = await run(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const failures = failuresIn(file);
  return failures.length > 0 || code === 0 ? failures : ['the run itself'];
}

function failuresIn(file) {
  try {
    const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
    return testResults.flatMap(({ name, status, assertionResults }) => {
      const tests = assertionResults.filter((one) => one.status === 'failed').map((one) => one.fullName);
      return tests.length > 0 || status !== 'failed' ? tests : [`suite ${name.slice(root.length + 1)}`];
    });
  } catch {
    return [];
  }
}

function linesOf(file) {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  } catch {
    return [];
  }
}
