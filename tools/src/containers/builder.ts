import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from './engine.js';
import type { NpmReach } from './npm-reach.js';
import type { Build } from './stand-ins/stand-ins.js';

/** Builds a folder's Dockerfile by Compose, which brings BuildKit's client where the engine's own has none. */
export function builder(engine: Engine, reach: NpmReach): Build {
  return async (folder, image) => {
    const file = join(folder, 'compose.json');
    const build = { context: folder, network: 'host', secrets: ['npmrc', 'ca'] };
    const secrets = { npmrc: { file: reach.npmrc }, ca: { file: reach.ca } };
    writeFileSync(
      file,
      JSON.stringify({ name: 'carrel-stand-in', services: { made: { image, build } }, secrets }),
    );
    await engine.docker(['compose', '--progress', 'plain', '-f', file, 'build', 'made'], { cwd: folder });
  };
}
