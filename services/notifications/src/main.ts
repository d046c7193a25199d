import { runService } from '@carrel/web';
import { NotificationsModule } from './notifications.module.js';
import { mailChecks } from './mail-checks.js';
import { unfiled } from './incoming/command.js';
import { reseal } from './webhook/reseal.js';
import { operationWords } from './operation-words.js';
import { dataSourceOptions } from './persistence/data-source.js';
import { figures } from './persistence/figures.js';

await runService({
  name: 'notifications',
  words: operationWords,
  module: NotificationsModule,
  dataSource: dataSourceOptions,
  commands: { reseal, unfiled },
  figures,
  checks: mailChecks,
});
