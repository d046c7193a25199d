import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);

/** One PostgreSQL server for the whole run; suites make databases of their own on it. */
export default async function globalSetup() {
  const { startServerForRun } = await import('./src/server-for-run.ts');
  globalThis.__carrelServer = await startServerForRun();
}
