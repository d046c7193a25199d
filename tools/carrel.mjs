#!/usr/bin/env node
// carrel: what operators do to a running system. Speaks to the one the environment names, else to npm start's.
try {
  const { main } = await import('./dist/operator/main.js');
  await main(process.argv);
} catch (error) {
  if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  console.error('Carrel is not built here yet: npm ci && npm run build');
  process.exitCode = 1;
}
