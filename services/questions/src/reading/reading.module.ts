import { Module } from '@nestjs/common';
import { FilesModule } from '../files/files.module.js';
import { QuestionModule } from '../question/question.module.js';
import { ReviewModule } from '../review/review.module.js';
import { ListsQueries } from './persistence/lists.queries.js';
import { QuestionFactsService } from './question-facts.service.js';
import { ReadingService } from './reading.service.js';

/** What may be read of a question, and by whom. */
@Module({
  imports: [FilesModule, QuestionModule, ReviewModule],
  providers: [ListsQueries, QuestionFactsService, ReadingService],
  exports: [QuestionFactsService, ReadingService],
})
export class ReadingModule {}
