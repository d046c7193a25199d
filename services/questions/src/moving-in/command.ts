import { importRows } from '@carrel/web';
import type { INestApplicationContext } from '@nestjs/common';
import { OldQuestionsImporter } from './old-questions.importer.js';

/** `node main.js import questions`: rows of another system from standard input (the carrel command sends them). */
export const importQuestions = (app: INestApplicationContext, args: string[]): Promise<void> =>
  importRows(app, args, { questions: app.get(OldQuestionsImporter) });
