#!/usr/bin/env node
// carrel: operators' commands on a running system: the one the environment names, else that of npm start.
try {
  const { main } = await import('./dist/operator/main.js');
  await main(process.argv);
} catch (error) {
  if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  console.error('Carrel is not built here yet: npm ci && npm run build');
  process.exitCode = 1;
}
