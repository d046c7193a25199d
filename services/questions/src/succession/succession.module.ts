import { Module } from '@nestjs/common';
import { PatronModule } from '../patron/patron.module.js';
import { QuestionModule } from '../question/question.module.js';
import { SuccessionReactions } from './events/succession.reactions.js';
import { ClosedLibraries } from './persistence/closed-libraries.repository.js';
import { SuccessionQueries } from './persistence/succession.queries.js';
import { SuccessionService } from './succession.service.js';

/** Questions of libraries that are closed. */
@Module({
  imports: [PatronModule, QuestionModule],
  controllers: [SuccessionReactions],
  providers: [ClosedLibraries, SuccessionQueries, SuccessionService],
  exports: [SuccessionService],
})
export class SuccessionModule {}
