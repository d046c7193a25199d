import { Module } from '@nestjs/common';
import { FollowupModule } from '../followup/followup.module.js';
import { IntakeModule } from '../intake/intake.module.js';
import { QuestionModule } from '../question/question.module.js';
import { ReadingModule } from '../reading/reading.module.js';
import { CountsService } from './counts.service.js';
import { DeskController } from './http/desk.controller.js';
import { QuestionsController } from './http/questions.controller.js';
import { ServiceHistoryController } from './http/service-history.controller.js';
import { CountsQueries } from './persistence/counts.queries.js';

/** The lists and counts that staff work from. */
@Module({
  imports: [FollowupModule, IntakeModule, QuestionModule, ReadingModule],
  controllers: [DeskController, QuestionsController, ServiceHistoryController],
  providers: [CountsQueries, CountsService],
  exports: [CountsService],
})
export class DeskModule {}
