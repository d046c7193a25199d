import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.js';

/** How this machine's npm reaches its registry, as files that builds get as secrets and no image keeps. */
export interface NpmReach {
  npmrc: string;
  ca: string;
}

/** Writes the two files into `folder`: npm's settings of this machine, and the certificates it trusts. */
export async function npmReach(folder: string): Promise<NpmReach> {
  const asked = async (key: string) => {
    const said = (await run('npm', ['config', 'get', key], { cwd: folder }).catch(() => '')).trim();
    return ['', 'null', 'undefined'].includes(said) ? undefined : said;
  };
  const lines: string[] = [];
  for (const key of ['globalconfig', 'userconfig']) {
    const file = await asked(key);
    if (file && existsSync(file)) lines.push(...readFileSync(file, 'utf8').split('\n'));
  }
  const registry = await asked('registry');
  if (registry) lines.push(`registry=${registry}`);
  const authorities = [await asked('cafile'), process.env.NODE_EXTRA_CA_CERTS].find(
    (f) => f && existsSync(f),
  );
  const kept = lines.filter((line) => !/^\s*(cafile|prefix|cache|nodedir)\s*=/.test(line));
  if (authorities) kept.push('cafile=/run/secrets/ca');
  const reach = { npmrc: join(folder, 'npmrc'), ca: join(folder, 'ca') };
  writeFileSync(reach.npmrc, `${kept.join('\n')}\n`, { mode: 0o600 });
  writeFileSync(reach.ca, authorities ? readFileSync(authorities) : '');
  return reach;
}
