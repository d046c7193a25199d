// npm run sbom [-- <folder>]: what each image holds, as CycloneDX, from package-lock.json. Needs no engine.
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './prepare.mjs';

const folder = process.argv[2] ?? join(root, '.cache/sbom');
mkdirSync(folder, { recursive: true });
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const common = [
  'sbom',
  '--package-lock-only',
  '--omit=dev',
  '--sbom-format=cyclonedx',
  '--sbom-type=application',
];
const services = ['admin', 'chat', 'questions', 'referrals', 'notifications'];
const written = services.map(async (service) => {
  const args = [...common, '--workspace', `services/${service}`];
  const { stdout } = await promisify(execFile)(npm, args, { cwd: root, maxBuffer: 100_000_000 });
  const file = join(folder, `${service}.cdx.json`);
  writeFileSync(file, stdout);
  return `${file}: ${JSON.parse(stdout).components.length} components`;
});
for (const line of written) console.log(await line);
