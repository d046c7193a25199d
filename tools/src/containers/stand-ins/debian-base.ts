import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { debianMirrors } from '../../debian-package.js';
import { cacheFolder } from '../../nats-server.js';
import { Refused } from '../../stack/refused.js';
import type { Engine } from '../engine.js';
import { run } from '../run.js';

const unneeded = [
  'usr/share/doc',
  'usr/share/man',
  'usr/share/locale',
  'usr/share/info',
  'var/cache/apt/archives',
];

/**
 * An image with the smallest Debian of a suite, made by debootstrap from the machine's own mirror, which its apt goes
 * on using. The archive is kept for the next run beside what else Carrel has downloaded.
 */
export async function debianBase(
  engine: Engine,
  suite: string,
  image: string,
  say: (line: string) => void,
): Promise<void> {
  const archive = join(cacheFolder(), 'containers', `debian-${suite}.tar`);
  if (!existsSync(archive)) await bootstrap(suite, archive, say);
  await engine.docker(['import', archive, image]);
}

async function bootstrap(suite: string, archive: string, say: (line: string) => void): Promise<void> {
  if (process.getuid?.() !== 0)
    throw new Refused('Only root can make stand-ins for images: debootstrap wants it.');
  const [mirror] = await debianMirrors();
  if (!mirror)
    throw new Refused('The registry of images does not answer, and this machine names no Debian mirror.');
  if (!(await run('debootstrap', ['--version']).catch(() => ''))) {
    say('installing Debian’s debootstrap');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'debootstrap'], { env });
  }
  say(`debootstrap of Debian ${suite}, once; takes a minute or two`);
  const folder = mkdtempSync(join(tmpdir(), 'carrel-debian-'));
  try {
    await run('debootstrap', ['--variant=minbase', suite, folder, mirror]);
    mkdirSync(join(archive, '..'), { recursive: true });
    const half = `${archive}.${process.pid}`;
    const without = unneeded.map((path) => `--exclude=./${path}/*`);
    await run('tar', ['-C', folder, ...without, '--exclude=./dev/*', '-cf', half, '.']);
    renameSync(half, archive);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
