import { Module } from '@nestjs/common';
import { PatronModule } from '../patron/patron.module.js';
import { QuestionModule } from '../question/question.module.js';
import { PrivacyAnswers } from './events/privacy.answers.js';
import { PrivacyJobs } from './events/privacy.jobs.js';
import { OwnErasuresController } from './http/own-erasures.controller.js';
import { PrivacyController } from './http/privacy.controller.js';
import { ErasureBatches } from './persistence/erasure-batches.js';
import { Erasures } from './persistence/erasures.js';
import { PatronQueries } from './persistence/patron.queries.js';
import { PrivacyService } from './privacy.service.js';

/** What is kept of patrons, for how long, and what is given out or erased on request. */
@Module({
  imports: [PatronModule, QuestionModule],
  controllers: [OwnErasuresController, PrivacyAnswers, PrivacyController],
  providers: [ErasureBatches, Erasures, PatronQueries, PrivacyJobs, PrivacyService],
})
export class PrivacyModule {}
