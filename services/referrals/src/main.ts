import { runService } from '@carrel/web';
import { operationWords } from './operation-words.js';
import { dataSourceOptions } from './persistence/data-source.js';
import { ReferralsModule } from './referrals.module.js';

await runService({
  name: 'referrals',
  module: ReferralsModule,
  dataSource: dataSourceOptions,
  words: operationWords,
});
