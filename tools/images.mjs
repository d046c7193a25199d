// npm run images [-- <tag>]: builds the images of all five services, the pages' and the operator's with docker or
// podman. Needs an engine, and BuildKit where that is docker.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root, run } from './prepare.mjs';

const tag = process.argv[2] ?? JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
const engine = ['docker', 'podman'].find((name) => {
  try {
    execFileSync(name, ['info'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});
if (!engine)
  fail('npm run images needs a running container engine: docker or podman, and neither answers here.');
for (const service of ['admin', 'chat', 'questions', 'referrals', 'notifications', 'pages', 'operator']) {
  const name = `carrel-${service}:${tag}`;
  console.log(`\n== ${name}`);
  const args = [
    'build',
    '-f',
    'docker/service.Dockerfile',
    ...(['operator', 'pages'].includes(service)
      ? ['--target', service]
      : ['--build-arg', `SERVICE=${service}`]),
    '-t',
    name,
    '.',
  ];
  if ((await run(engine, args)) !== 0) fail(`${name} could not be built; what is wrong stands above.`);
}
