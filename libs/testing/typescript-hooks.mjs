// Module hooks that run this workspace's TypeScript sources, decorators included, in plain Node.
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const configFile = fileURLToPath(new URL('.swcrc', root));
const cache = fileURLToPath(new URL('.cache/typescript/', root));
const compiler = createRequire(import.meta.url).resolve('@swc/core/package.json');
// What a test imports as '@jest/globals' is what the runner made global.
const jestGlobals = new URL('jest-globals.mjs', import.meta.url).href;
const salt = readFileSync(configFile, 'utf8') + readFileSync(compiler, 'utf8');

export async function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: jestGlobals, format: 'module', shortCircuit: true };
  const sources = { ...context, conditions: [...context.conditions, 'carrel-source'] };
  if (/^\.{1,2}\/.*\.js$/.test(specifier) && isSource(context.parentURL)) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (existsSync(source)) return { url: source.href, format: 'module', shortCircuit: true };
  }
  return next(specifier, sources);
}

export async function load(url, context, next) {
  if (!isSource(url)) return next(url, context);
  const filename = fileURLToPath(url);
  const text = readFileSync(filename, 'utf8');
  const key = createHash('sha256').update(salt).update(filename).update(text).digest('hex');
  return {
    format: 'module',
    source: await compiled(`${cache}${key}.mjs`, filename, text),
    shortCircuit: true,
  };
}

/** Suites are imported with a query, so that each run of one is a module of its own. */
function isSource(url) {
  return /^file:[^?]*\.ts(\?|$)/.test(url ?? '');
}

/** Compiled code is kept, since suites start many processes and compiling took half of a process's start. */
async function compiled(kept, filename, text) {
  try {
    return readFileSync(kept, 'utf8');
  } catch {
    const { transform } = await import('@swc/core');
    const { code } = await transform(text, { filename, configFile, sourceMaps: 'inline' });
    mkdirSync(cache, { recursive: true });
    // Renamed into place, so that no other process or thread reads half a file.
    const written = `${kept}.${randomUUID()}`;
    writeFileSync(written, code);
    renameSync(written, kept);
    return code;
  }
}
