import { PrivacyAnswers } from './events/privacy.answers.js';
import { PrivacyJobs } from './events/privacy.jobs.js';
import { PrivacyController } from './http/privacy.controller.js';
import { ErasureBatches } from './persistence/erasure-batches.js';
import { Erasures } from './persistence/erasures.js';
import { PatronQueries } from './persistence/patron.queries.js';
import { PrivacyService } from './privacy.service.js';

/** What the module wires for privacy. */
export const privacy = {
  controllers: [PrivacyAnswers, PrivacyController],
  providers: [ErasureBatches, Erasures, PatronQueries, PrivacyJobs, PrivacyService],
};
