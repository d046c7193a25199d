import { runService } from '@carrel/web';
import { NotificationsModule } from './notifications.module.js';
import { dataSourceOptions } from './persistence/data-source.js';

await runService({ name: 'notifications', module: NotificationsModule, dataSource: dataSourceOptions });
