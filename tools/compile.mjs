// Compiles src/ of the project whose folder it runs in to dist/. With --bundle, as services have it, dist/main.js holds all
// that it imports too, or each of the files that are named: Node reads some 4,000 files for a service otherwise, which takes
// most of the time until it is ready (docs/adr/0053-a-service-is-one-file.md).
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const swc = [
  join(root, 'node_modules/@swc/cli/bin/swc.js'),
  'src',
  '-d',
  'dist',
  '--config-file',
  join(root, '.swcrc'),
];
const { status } = spawnSync(
  process.execPath,
  [
    ...swc,
    '--strip-leading-paths',
    '--delete-dir-on-start',
    '--copy-files',
    '--ignore',
    '**/*.spec.ts',
    '--quiet',
  ],
  { stdio: 'inherit' },
);
if (status !== 0) process.exit(1);
const [bundle, ...named] = process.argv.slice(2);
if (bundle !== '--bundle') process.exit();

const entries = (named.length ? named : ['main.js']).map((file) => join(process.cwd(), 'dist', file));
/** Packages that a library would take if they were here, and those that have a native part. */
const external = [
  ...['@fastify/multipart', '@fastify/view', '@nestjs/platform-express', '@nestjs/websockets/*'],
  ...['amqp-connection-manager', 'class-transformer/storage', 'ioredis', 'kafkajs', 'mqtt', 'typescript'],
  '@node-rs/argon2',
];
const fromWorkspace = /[/\\](?:(?:libs|services)[/\\][^/\\]+|tools)[/\\]dist[/\\].*\.js$/;

/** Our files find templates and threads beside themselves, where swc has put them. */
const ownPlaces = (entry) => ({
  name: 'own places',
  setup({ onLoad }) {
    onLoad({ filter: fromWorkspace }, async ({ path }) => {
      const file = relative(dirname(entry), path).replaceAll('\\', '/');
      const contents = (await readFile(path, 'utf8'))
        .replaceAll(
          'import.meta.dirname',
          `process.getBuiltinModule('path').join(import.meta.dirname, '${dirname(file)}')`,
        )
        .replaceAll('import.meta.url', `new URL('${file}', import.meta.url).href`);
      return { contents };
    });
  },
});

/**
 * What these packages require when they run is in the bundle already, which esbuild does not see where `require` is made by
 * createRequire: each would load a second TypeORM and class-validator from node_modules, with metadata of its own.
 */
const requiredByName = {
  name: 'required by name',
  setup({ onLoad }) {
    onLoad(
      { filter: /[/\\]@nestjs[/\\](?:mapped-types|typeorm|terminus)[/\\]dist[/\\].*\.js$/ },
      async ({ path }) => ({
        contents: (await readFile(path, 'utf8')).replace(
          'const require = createRequire(import.meta.url);',
          '',
        ),
      }),
    );
  },
};

const options = {
  write: false,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // Nest and TypeORM go by the names of classes.
  keepNames: true,
  // What a library declares to be without effect may be what declares a route or a column.
  ignoreAnnotations: true,
  external,
  // Bundled CommonJS asks for Node's own modules by require.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);",
  },
  logLevel: 'warning',
};
for (const entry of entries) {
  const plugins = [ownPlaces(entry), requiredByName];
  const { outputFiles } = await build({ ...options, entryPoints: [entry], outfile: entry, plugins });
  writeFileSync(entry, inAscii(outputFiles[0].text));
}

/**
 * One letter that is not Latin, as regular expressions have it, would have V8 keep the whole text with two bytes a
 * character: 14 MB of each service's memory.
 */
function inAscii(text) {
  // An escaped letter in a regular expression means itself.
  return text.replace(/(\\*)([^\0-\x7f])/g, (_, slashes, letter) => {
    const code = letter.charCodeAt(0).toString(16).padStart(4, '0');
    return `${slashes.slice(slashes.length % 2)}\\u${code}`;
  });
}
