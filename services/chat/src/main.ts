import { runService } from '@carrel/web';
import { ChatModule } from './chat.module.js';
import { operationWords } from './operation-words.js';
import { dataSourceOptions } from './persistence/data-source.js';

await runService({ name: 'chat', module: ChatModule, dataSource: dataSourceOptions, words: operationWords });
