import { DirectoryModule } from '@carrel/directory';
import { Clock } from '@carrel/kernel';
import { MessagingModule } from '@carrel/messaging';
import { WebModule } from '@carrel/web';
import { Module } from '@nestjs/common';
import { CommandRunner } from './question/command-runner.js';
import { ReviewerActionsService } from './followup/reviewer-actions.service.js';
import { ContactsService } from './conversation/contacts.service.js';
import { ConversationService } from './conversation/conversation.service.js';
import { AnswersToOthers } from './events/answers.js';
import { QuestionJobs } from './events/jobs.js';
import { Reactions } from './events/reactions.js';
import { AskFormController } from './intake/http/ask-form.controller.js';
import { LibraryRules } from './question/library-rules.js';
import { CareController } from './followup/http/care.controller.js';
import { CommandsController } from './followup/http/commands.controller.js';
import { ContactController } from './conversation/http/contact.controller.js';
import { ConversationController } from './conversation/http/conversation.controller.js';
import { DescriptiveCodesController } from './followup/http/descriptive-codes.controller.js';
import { QuestionsController } from './desk/http/questions.controller.js';
import { IntakeService } from './intake/intake.service.js';
import { QuestionInsert } from './question/persistence/question-insert.js';
import { Drafts } from './conversation/persistence/drafts.repository.js';
import { FormLimits } from './intake/persistence/form-limits.js';
import { ListsQueries } from './reading/persistence/lists.queries.js';
import { QuestionsQueries } from './question/persistence/questions.queries.js';
import { Questions } from './question/persistence/questions.repository.js';
import { SearchWords } from './question/persistence/search-words.js';
import { SearchReindexService } from './question/search-reindex.service.js';
import { bans } from './ban/ban.parts.js';
import { files } from './files/files.parts.js';
import { patrons } from './patron/patron.parts.js';
import { privacy } from './privacy/privacy.parts.js';
import { DutyOffers } from './question/duty-offers.service.js';
import { QuestionsService } from './followup/questions.service.js';
import { ReadingService } from './reading/reading.service.js';
import { QuestionFactsService } from './reading/question-facts.service.js';
import { correspondence } from './correspondence/correspondence.parts.js';
import { CountsService } from './desk/counts.service.js';
import { DeskController } from './desk/http/desk.controller.js';
import { CountsQueries } from './desk/persistence/counts.queries.js';
import { BulkActionsService } from './followup/bulk-actions.service.js';
import { ServiceHistoryController } from './desk/http/service-history.controller.js';
import { DeadlinesQueries } from './deadlines/persistence/deadlines.queries.js';
import { DeadlinesService } from './deadlines/deadlines.service.js';
import { review } from './review/review.parts.js';
import { survey } from './survey/survey.parts.js';
import { succession } from './succession/succession.parts.js';
import { unfiled } from './unfiled/unfiled.parts.js';
import { statistics } from './statistics/statistics.parts.js';
import { figures } from './persistence/figures.js';

@Module({
  imports: [
    MessagingModule.forRoot({ service: 'questions', figures }),
    WebModule.forRoot({ service: 'questions' }),
    DirectoryModule,
  ],
  controllers: [
    AskFormController,
    DeskController,
    QuestionsController,
    CommandsController,
    CareController,
    ConversationController,
    ContactController,
    DescriptiveCodesController,
    ServiceHistoryController,
    Reactions,
    AnswersToOthers,
    ...bans.controllers,
    ...correspondence.controllers,
    ...files.controllers,
    ...patrons.controllers,
    ...privacy.controllers,
    ...review.controllers,
    ...statistics.controllers,
    ...succession.controllers,
    ...survey.controllers,
    ...unfiled.controllers,
  ],
  providers: [
    CommandRunner,
    QuestionInsert,
    ReviewerActionsService,
    Clock,
    ContactsService,
    ConversationService,
    CountsQueries,
    CountsService,
    BulkActionsService,
    Drafts,
    FormLimits,
    LibraryRules,
    IntakeService,
    ListsQueries,
    DutyOffers,
    QuestionJobs,
    Questions,
    QuestionsQueries,
    QuestionsService,
    ReadingService,
    SearchReindexService,
    QuestionFactsService,
    SearchWords,
    DeadlinesQueries,
    DeadlinesService,
    ...bans.providers,
    ...correspondence.providers,
    ...files.providers,
    ...patrons.providers,
    ...privacy.providers,
    ...review.providers,
    ...statistics.providers,
    ...succession.providers,
    ...survey.providers,
    ...unfiled.providers,
  ],
})
export class QuestionsModule {}
