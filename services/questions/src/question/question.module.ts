import { Module } from '@nestjs/common';
import { PatronModule } from '../patron/patron.module.js';
import { CommandRunner } from './command-runner.js';
import { DutyOffers } from './duty-offers.service.js';
import { LibraryRules } from './library-rules.js';
import { PatronAccess } from './patron-access.js';
import { PatronWords } from './persistence/patron-words.js';
import { QuestionInsert } from './persistence/question-insert.js';
import { QuestionsQueries } from './persistence/questions.queries.js';
import { Questions } from './persistence/questions.repository.js';
import { SearchWords } from './persistence/search-words.js';
import { SearchReindexService } from './search-reindex.service.js';

/** A question: its moves, its rules, how it is kept, and who may do or see what. */
@Module({
  imports: [PatronModule],
  providers: [
    CommandRunner,
    DutyOffers,
    LibraryRules,
    PatronAccess,
    PatronWords,
    QuestionInsert,
    Questions,
    QuestionsQueries,
    SearchReindexService,
    SearchWords,
  ],
  exports: [
    CommandRunner,
    DutyOffers,
    LibraryRules,
    PatronAccess,
    QuestionInsert,
    Questions,
    QuestionsQueries,
    SearchReindexService,
    SearchWords,
  ],
})
export class QuestionModule {}
