// npm run sbom [-- <folder>]: what each image holds, as CycloneDX, from package-lock.json. Needs no engine.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './prepare.mjs';

const folder = process.argv[2] ?? join(root, '.cache/sbom');
mkdirSync(folder, { recursive: true });
for (const service of ['admin', 'chat', 'questions', 'referrals', 'notifications']) {
  const args = [
    'sbom',
    '--package-lock-only',
    '--omit=dev',
    '--sbom-format=cyclonedx',
    '--sbom-type=application',
  ];
  args.push('--workspace', `services/${service}`);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const text = execFileSync(npm, args, { cwd: root, encoding: 'utf8', maxBuffer: 100_000_000 });
  const { components } = JSON.parse(text);
  const file = join(folder, `${service}.cdx.json`);
  writeFileSync(file, text);
  console.log(`${file}: ${components.length} components`);
}
