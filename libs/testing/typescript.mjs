// `node -C carrel-source --import ./libs/testing/typescript.mjs x.ts` runs sources as they are.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
