import { execFile } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** One program of one Debian package. */
export interface DebianProgram {
  /** The package that holds it, as `nats-server`. */
  package: string;
  /** Its path inside the package, as `usr/sbin/nats-server`. */
  path: string;
  /** The suites to ask, the best one first; a suite whose program does not run here is passed over. */
  suites: readonly string[];
  /** Whether the program at this path is new enough and runs on this machine. */
  isGood(binary: string): boolean;
}

/**
 * Fetches a program of Debian's to `target` without root and without touching the machine's package lists:
 * apt-get with folders of its own, from the mirror the machine's own apt configuration names. Throws an error that
 * says what each suite answered.
 */
export async function downloadDebianProgram(target: string, program: DebianProgram): Promise<void> {
  const cache = dirname(target);
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'download-'));
  try {
    const failures: string[] = [];
    for (const mirror of await debianMirrors()) {
      for (const suite of program.suites) {
        try {
          const binary = await fetchFrom(mirror, suite, join(work, suite), program);
          chmodSync(binary, 0o755);
          if (!program.isGood(binary))
            throw new Error(`its ${program.package} is too old or does not run here`);
          copyFileSync(binary, join(work, 'program'));
          renameSync(join(work, 'program'), target);
          return;
        } catch (error) {
          failures.push(`${suite}: ${shortly(error)}`);
        }
      }
    }
    throw new Error(failures.join('; ') || 'this machine is not set up with a Debian mirror');
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Debian's own keys, where its package debian-archive-keyring puts them; else apt's trusted ones serve. */
const keyring = ['gpg', 'pgp']
  .map((end) => `/usr/share/keyrings/debian-archive-keyring.${end}`)
  .find(existsSync);

/** The Debian archives named in the machine's own apt configuration. */
export async function debianMirrors(): Promise<string[]> {
  const format = '$(REPO_URI)\t$(ORIGIN)\t$(COMPONENT)\t$(CODENAME)';
  const targets = await run('apt-get', ['indextargets', '--format', format, 'Created-By: Packages']).catch(
    (error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? new Error('this machine has no apt-get') : error;
    },
  );
  const mirrors = new Set<string>();
  for (const line of targets.stdout.split('\n').filter(Boolean)) {
    const [uri = '', origin = '', component = '', codename = ''] = line.split('\t');
    // Origin is known only where package lists are present; fresh containers have none.
    if (component !== 'main' || (origin && origin !== 'Debian') || /-(updates|security)$/.test(codename))
      continue;
    if (!origin && /security/.test(uri)) continue;
    mirrors.add(uri);
  }
  return [...mirrors];
}

async function fetchFrom(
  mirror: string,
  suite: string,
  folder: string,
  program: DebianProgram,
): Promise<string> {
  for (const part of ['lists/partial', 'archives/partial', 'deb'])
    mkdirSync(join(folder, part), { recursive: true });
  const signed = keyring ? `[signed-by=${keyring}] ` : '';
  writeFileSync(join(folder, 'sources.list'), `deb ${signed}${mirror} ${suite} main\n`);
  writeFileSync(join(folder, 'status'), '');
  writeFileSync(join(folder, 'apt.conf'), await aptConfiguration(folder));
  const apt = (...args: string[]) =>
    run('apt-get', args, {
      cwd: join(folder, 'deb'),
      env: { ...process.env, APT_CONFIG: join(folder, 'apt.conf') },
      timeout: 180_000,
    });
  await apt('-q', 'update', '--error-on=any');
  await apt('-q', 'download', program.package);
  const deb = readdirSync(join(folder, 'deb')).find((name) => name.endsWith('.deb'));
  if (!deb) throw new Error(`the mirror has no ${program.package}`);
  await run('dpkg', ['-x', join(folder, 'deb', deb), join(folder, 'root')]);
  return join(folder, 'root', program.path);
}

/** How the machine's apt reaches mirrors: its proxies, certificates and the like, without its hooks and folders. */
export async function reachOfApt(): Promise<string[]> {
  const dump = await run('apt-config', ['dump']);
  return dump.stdout
    .split('\n')
    .filter((line) => /^Acquire::/.test(line) && !/::Languages/.test(line))
    .concat('Acquire::Languages "none";', 'Acquire::Retries "1";');
}

async function aptConfiguration(folder: string): Promise<string> {
  return [
    ...(await reachOfApt()),
    'APT::Sandbox::User "root";',
    'Dir::Etc::main "/dev/null";',
    'Dir::Etc::parts "/dev/null";',
    'Dir::Etc::sourceparts "/dev/null";',
    `Dir::Etc::sourcelist "${folder}/sources.list";`,
    `Dir::State::lists "${folder}/lists";`,
    `Dir::State::status "${folder}/status";`,
    `Dir::Cache::archives "${folder}/archives";`,
    `Dir::Cache::pkgcache "";`,
    `Dir::Cache::srcpkgcache "";`,
    '',
  ].join('\n');
}

/** The line of apt's complaint that says why. */
export function shortly(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message?: string };
  return (
    stderr
      ?.trim()
      .split('\n')
      .find((line) => line.startsWith('E:')) ??
    message ??
    String(error)
  ).slice(0, 300);
}
