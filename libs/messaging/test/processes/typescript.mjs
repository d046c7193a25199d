import { register } from 'node:module';

// Runs the sources as they are, decorators included: `node -C carrel-source --import ./typescript.mjs x.ts`.
register('./typescript-hooks.mjs', import.meta.url);
