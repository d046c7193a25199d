import { ImportsModule } from '@carrel/web';
import { Module } from '@nestjs/common';
import { PatronModule } from '../patron/patron.module.js';
import { QuestionModule } from '../question/question.module.js';
import { StatisticsModule } from '../statistics/statistics.module.js';
import { OldQuestionsImporter } from './old-questions.importer.js';
import { OldQuestions } from './persistence/old-questions.repository.js';

/** Questions of another system, with what was said and answered there. */
@Module({
  imports: [ImportsModule, PatronModule, QuestionModule, StatisticsModule],
  providers: [OldQuestions, OldQuestionsImporter],
  exports: [ImportsModule, OldQuestionsImporter],
})
export class MovingInModule {}
