import { Module } from '@nestjs/common';
import { QuestionModule } from '../question/question.module.js';
import { PrivacyAnswers } from './events/privacy.answers.js';
import { PrivacyJobs } from './events/privacy.jobs.js';
import { PrivacyController } from './http/privacy.controller.js';
import { ErasureBatches } from './persistence/erasure-batches.js';
import { Erasures } from './persistence/erasures.js';
import { PatronQueries } from './persistence/patron.queries.js';
import { PrivacyService } from './privacy.service.js';

/** What is kept of patrons, for how long, and what is given out or erased on request. */
@Module({
  imports: [QuestionModule],
  controllers: [PrivacyAnswers, PrivacyController],
  providers: [ErasureBatches, Erasures, PatronQueries, PrivacyJobs, PrivacyService],
})
export class PrivacyModule {}
