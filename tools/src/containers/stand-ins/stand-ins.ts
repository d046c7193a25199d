import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reachOfApt } from '../../debian-package.js';
import type { Engine } from '../engine.js';
import { run } from '../run.js';
import { debianBase } from './debian-base.js';
import { recipes, servers, type Recipe } from './recipes.js';

/** How a needed image was provided. */
export interface Had {
  image: string;
  /** undefined: the image itself; else what stands in for it. */
  standIn?: string;
  /** True where neither was to be had. */
  missing?: boolean;
}

/** Builds from a Dockerfile, with the machine's npm configuration as secrets. */
export type Build = (folder: string, image: string) => Promise<void>;

/**
 * Provides each image to the engine: as it is, pulled, or made here as a stand-in where the registry of images
 * does not answer.
 */
export async function provide(
  engine: Engine,
  images: readonly string[],
  build: Build,
  say: (line: string) => void,
): Promise<Had[]> {
  const had: Had[] = [];
  let registryAnswers = true;
  const made = new Set<string>();
  for (const image of images) {
    if (await engine.docker(['image', 'inspect', image]).catch(() => '')) {
      had.push({ image });
      continue;
    }
    if (registryAnswers) {
      const refused = await engine.docker(['pull', '-q', image]).then(
        () => undefined,
        (error: unknown) => String(error),
      );
      if (!refused) {
        had.push({ image });
        continue;
      }
      say(
        `the registry of images does not answer (${refused.trim().split('\n').at(-1)}): stand-ins are made here`,
      );
      registryAnswers = false;
    }
    const [name = '', tag = 'latest'] = image.split(':');
    const recipe = recipes[name]?.(tag);
    if (!recipe) {
      had.push({ image, missing: true });
      say(`left out: ${image}, for which nothing here can stand in`);
      continue;
    }
    await make(engine, image, recipe, made, build, say);
    had.push({ image, standIn: recipe.of });
    say(`STAND-IN for ${image}: ${recipe.of}`);
  }
  return had;
}

async function make(
  engine: Engine,
  image: string,
  recipe: Recipe,
  made: Set<string>,
  build: Build,
  say: (line: string) => void,
): Promise<void> {
  const once = async (name: string, work: () => Promise<void>) => {
    if (made.has(name)) return;
    await work();
    made.add(name);
  };
  await once(recipe.suite, () =>
    debianBase(engine, recipe.suite, `carrel-stand-in/debian:${recipe.suite}`, say),
  );
  if (recipe.suite === 'sid') {
    const files = { 'apt.conf': `${(await reachOfApt()).join('\n')}\n` };
    await once('servers', () => inFolder({ dockerfile: servers, files }, 'carrel-stand-in/servers', build));
  }
  await inFolder(recipe, image, build);
  if (image.startsWith('node:')) await engine.docker(['tag', image, 'carrel-stand-in/node']);
}

async function inFolder(
  { dockerfile, files = {}, npm = [] }: Pick<Recipe, 'dockerfile' | 'files' | 'npm'>,
  image: string,
  build: Build,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-stand-in-'));
  try {
    writeFileSync(join(folder, 'Dockerfile'), dockerfile);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    for (const spec of npm) await unpackFromNpm(spec, folder);
    await build(folder, image);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function unpackFromNpm(spec: string, folder: string): Promise<void> {
  const packed = await run('npm', ['pack', '--silent', '--pack-destination', folder, spec], { cwd: folder });
  const archive = join(folder, packed.trim().split('\n').at(-1)!);
  mkdirSync(join(folder, 'unpacked'), { recursive: true });
  await run('tar', ['-xzf', archive, '-C', join(folder, 'unpacked')]);
  renameSync(join(folder, 'unpacked/package'), join(folder, spec.replace(/@[^@]+$/, '')));
  rmSync(archive);
}
