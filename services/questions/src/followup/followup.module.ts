import { Module } from '@nestjs/common';
import { FilesModule } from '../files/files.module.js';
import { QuestionModule } from '../question/question.module.js';
import { BulkActionsService } from './bulk-actions.service.js';
import { CareController } from './http/care.controller.js';
import { CommandsController } from './http/commands.controller.js';
import { DescriptiveCodesController } from './http/descriptive-codes.controller.js';
import { MergingController } from './http/merging.controller.js';
import { MergingService } from './merging.service.js';
import { QuestionsService } from './questions.service.js';
import { ReviewerActionsService } from './reviewer-actions.service.js';

/** What staff do to a question: claim, answer, refer, close, describe. */
@Module({
  imports: [FilesModule, QuestionModule],
  controllers: [CareController, CommandsController, DescriptiveCodesController, MergingController],
  providers: [BulkActionsService, MergingService, QuestionsService, ReviewerActionsService],
  exports: [BulkActionsService, QuestionsService, ReviewerActionsService],
})
export class FollowupModule {}
