import { publicUrlFindings, runService, type Look } from '@carrel/web';
import { AdminModule } from './admin.module.js';
import { importRegistry } from './moving-in/command.js';
import { bootstrap } from './operator/bootstrap.js';
import { rebuildDirectory, reseal, rotateKeys } from './operator/upkeep.js';
import { operationWords } from './operation-words.js';
import { dataSourceOptions } from './persistence/data-source.js';

await runService({
  name: 'admin',
  words: operationWords,
  module: AdminModule,
  dataSource: dataSourceOptions,
  // A trial's address is this machine's own.
  checks: ({ production, publicUrl }): Record<string, Look> =>
    production ? { 'public address': () => publicUrlFindings(publicUrl) } : {},
  commands: {
    bootstrap,
    import: importRegistry,
    rebuild: rebuildDirectory,
    reseal,
    'rotate-keys': rotateKeys,
  },
});
