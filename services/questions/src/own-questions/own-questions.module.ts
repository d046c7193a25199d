import { Module } from '@nestjs/common';
import { PatronModule } from '../patron/patron.module.js';
import { QuestionModule } from '../question/question.module.js';
import { ReadingModule } from '../reading/reading.module.js';
import { PatronAnswers } from './events/patron.answers.js';
import { OwnQuestionsController } from './http/own-questions.controller.js';
import { PatronPageController } from './http/patron-page.controller.js';
import { PatronPages } from './http/patron-page.js';
import { OwnQuestionsService } from './own-questions.service.js';

/** A patron's own questions, on a page of their own. */
@Module({
  imports: [PatronModule, QuestionModule, ReadingModule],
  controllers: [OwnQuestionsController, PatronAnswers, PatronPageController],
  providers: [OwnQuestionsService, PatronPages],
})
export class OwnQuestionsModule {}
