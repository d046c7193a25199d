import { runService } from '@carrel/web';
import { operationWords } from './operation-words.js';
import { dataSourceOptions } from './persistence/data-source.js';
import { figures } from './persistence/figures.js';
import { importQuestions } from './moving-in/command.js';
import { erase } from './privacy/command.js';
import { QuestionsModule } from './questions.module.js';
import { rebuildFromQuestions } from './rebuild.js';
import { unfiled } from './unfiled/command.js';

await runService({
  name: 'questions',
  words: operationWords,
  module: QuestionsModule,
  dataSource: dataSourceOptions,
  figures,
  commands: { erase, import: importQuestions, rebuild: rebuildFromQuestions, unfiled },
});
