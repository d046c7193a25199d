import { Module } from '@nestjs/common';
import { QuestionModule } from '../question/question.module.js';
import { DeadlinesService } from './deadlines.service.js';
import { DeadlinesQueries } from './persistence/deadlines.queries.js';

/** What time does to questions: due, overdue, archived. */
@Module({
  imports: [QuestionModule],
  providers: [DeadlinesQueries, DeadlinesService],
  exports: [DeadlinesService],
})
export class DeadlinesModule {}
