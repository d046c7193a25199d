import { runService } from '@carrel/web';
import { NotificationsModule } from './notifications.module.js';
import { faultOfMailServer } from './mail/reachable.js';
import { unfiled } from './incoming/command.js';
import { reseal } from './webhook/reseal.js';
import { dataSourceOptions } from './persistence/data-source.js';

await runService({
  name: 'notifications',
  module: NotificationsModule,
  dataSource: dataSourceOptions,
  commands: { reseal, unfiled },
  checks: { 'mail server': faultOfMailServer },
});
