import { Module } from '@nestjs/common';
import { FilesModule } from '../files/files.module.js';
import { IntakeModule } from '../intake/intake.module.js';
import { QuestionModule } from '../question/question.module.js';
import { CorrespondenceService } from './correspondence.service.js';
import { CorrespondenceAnswers } from './events/correspondence.answers.js';

/** Mail about a question that patrons and partners sent. */
@Module({
  imports: [FilesModule, IntakeModule, QuestionModule],
  controllers: [CorrespondenceAnswers],
  providers: [CorrespondenceService],
})
export class CorrespondenceModule {}
