// `node --conditions=carrel-source --import .../typescript.mjs main.ts` runs sources as they are.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
