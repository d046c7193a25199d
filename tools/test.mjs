// npm test: all checks and tests, in a fresh clone too. Every stage runs, also after a failed one.
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, install, needNode, npm, nx, root, run } from './prepare.mjs';

needNode();
await install();

const results = join(root, '.cache/jest.json');
mkdirSync(join(root, '.cache'), { recursive: true });
const node = (script, ...args) => run(process.execPath, [join(root, script), ...args]);
const script = (name) => npm(['run', '--silent', name]);

/** One line each; a stage passes when it resolves with 0 or true, and counts as one. */
const first = [
  { name: 'build', check: build },
  // Before the suites that want it: to install one takes longer than a test may.
  { name: 'Chromium for tests of pages', check: chromium },
  // Without a fresh project graph the fence between projects is skipped silently.
  { name: 'project graph', check: () => nx(['graph', `--file=${join(root, '.nx/graph.json')}`]) },
];
/** Each of these keeps one processor busy, so they run in two rows of about one length. */
const lint = [
  { name: 'lint', check: () => script('lint') },
  // In a copy of the sources.
  { name: 'guards whose tests need no servers', check: () => node('tools/guards.mjs', '--quick') },
];
const besideLint = [
  { name: 'types', check: () => script('typecheck') },
  { name: 'levels of features, circles of files', check: () => script('features') },
  { name: 'OpenAPI documents', check: () => node('tools/checks/openapi.mjs', '--check') },
  { name: 'page of settings', check: () => node('tools/checks/settings.mjs', '--check') },
  { name: 'AsyncAPI document', check: () => node('tools/checks/asyncapi.mjs', '--check') },
  { name: 'accounts of NATS', check: () => node('tools/checks/nats-accounts.mjs', '--check') },
  // From the first publication on (npm run compatible -- --publish).
  ...(existsSync(join(root, 'docs/published'))
    ? [{ name: 'published schemas', check: () => node('tools/checks/compatible.mjs') }]
    : []),
  { name: 'migrations since the last release', check: () => node('tools/checks/migrations.mjs') },
  { name: 'packages for integrators', check: () => node('tools/checks/contracts-package.mjs') },
  { name: 'requirements', check: () => node('tools/checks/requirements.mjs', '--brief') },
  {
    name: 'codes of requirements, rulings, moves and guarantees',
    check: () => node('tools/checks/codes.mjs'),
  },
  { name: 'words of the glossary', check: () => node('tools/checks/words.mjs') },
  { name: 'unused files, exports and dependencies', check: () => script('unused') },
  { name: 'dependencies', check: () => node('tools/checks/dependencies.mjs') },
  { name: 'secrets in the repository', check: () => node('tools/checks/secrets.mjs') },
  { name: 'links in the documents', check: () => script('links') },
];
let passed = 0;
let failed = 0;
/** Of the jest project that ran last, by their names. */
let redTests = [];
const report = [];
const began = Date.now();

if (process.argv[2] === 'pages' || process.argv[2] === 'long') await testAlone(process.argv[2]);
await allOf(first);
await Promise.all([allOf(lint), allOf(besideLint)]);
for (const project of ['unit', 'integration', 'e2e']) await stage(`jest ${project}`, () => jest(project));

// Each takes longer than everything above, and the first an engine that few machines have ready.
report.push(
  'left out: npm run test:pages, npm run test:long, npm run containers, npm run node-versions (CONTRIBUTING.md)',
);
end();

async function chromium() {
  const { findChromium } = await import('./dist/browser/chromium.js');
  console.log(await findChromium(console.log));
  return true;
}

/** Only suites that take too long for every run. */
async function testAlone(project) {
  await allOf(first);
  const inTurn = project === 'long' ? ['--runInBand'] : [];
  // npm run test:long -- recovery: the suites whose path says so.
  const which = process.argv[3] ? ['--testPathPatterns', process.argv[3]] : [];
  await stage(`jest ${project}`, () => jest(project, ...inTurn, ...which));
  end();
}

function end() {
  console.log(`\n${report.join('\n')}\n\n${passed} passed, ${failed} failed`);
  process.exit(failed > 0 || passed === 0 ? 1 : 0);
}

async function allOf(stages) {
  for (const { name, check } of stages)
    await stage(name, async () => count([0, true].includes(await check())));
}

async function stage(name, work) {
  const start = Date.now();
  console.log(`\n== ${name} (${seconds(began)} s into the run)`);
  let said;
  redTests = [];
  try {
    said = await work();
  } catch (error) {
    console.error(error);
    said = count(false);
  }
  // npm run flakes reads it.
  if (process.env.TEST_RESULTS)
    appendFileSync(
      process.env.TEST_RESULTS,
      `${JSON.stringify({ stage: name, good: !/FAILED|[1-9]\d* failed/.test(said), tests: redTests })}\n`,
    );
  report.push(`${said.padEnd(32)} ${name}, ${seconds(start)} s`);
}

function count(good) {
  if (good) passed += 1;
  else failed += 1;
  return good ? 'passed' : 'FAILED';
}

/** Runs one jest project and adds what it counted; a suite that could not even start counts as one failure. */
async function jest(project, ...more) {
  rmSync(results, { force: true });
  const written = ['--json', `--outputFile=${results}`];
  const args = ['--selectProjects', project, '--passWithNoTests', ...written, ...more];
  // The default young generation is too small for what suites make and drop: a twentieth of their time went there.
  const node = ['--max-semi-space-size=64', join(root, 'node_modules/jest/bin/jest.js')];
  const code = await run(process.execPath, [...node, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, testResults } = JSON.parse(
    readFileSync(results, 'utf8'),
  );
  redTests = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
  );
  sayLongest(testResults);
  const broken = numFailedTests + numRuntimeErrorTestSuites;
  passed += numPassedTests;
  failed += broken;
  // Jest can also fail around its tests: a global setup, a process left behind.
  if (code !== 0 && broken === 0) failed += 1;
  return `${numPassedTests} passed, ${broken || (code !== 0 ? 1 : 0)} failed`;
}

/** Where the time of a jest project went: its longest suites, each with its longest test. */
function sayLongest(suites) {
  const took = ({ startTime, endTime }) => endTime - startTime;
  const said = [...suites].sort((a, b) => took(b) - took(a)).slice(0, 10);
  for (const suite of said) {
    const [test] = [...suite.assertionResults].sort((a, b) => (b.duration ?? 0) - (a.duration ?? 0));
    const inSeconds = (ms) => `${((ms ?? 0) / 1000).toFixed(1)} s`;
    const longest = test ? `, ${inSeconds(test.duration)} of it: ${test.title}` : '';
    console.log(`  ${inSeconds(took(suite)).padStart(8)}  ${relative(root, suite.name)}${longest}`);
  }
}

function seconds(since) {
  return ((Date.now() - since) / 1000).toFixed(1);
}
