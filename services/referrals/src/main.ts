import { runService } from '@carrel/web';
import { dataSourceOptions } from './persistence/data-source.js';
import { ReferralsModule } from './referrals.module.js';

await runService({ name: 'referrals', module: ReferralsModule, dataSource: dataSourceOptions });
