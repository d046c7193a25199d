import { DirectoryModule } from '@carrel/directory';
import { Clock } from '@carrel/kernel';
import { MessagingModule } from '@carrel/messaging';
import { WebModule } from '@carrel/web';
import { Module } from '@nestjs/common';
import { CommandRunner } from './command-runner.js';
import { ReviewerActionsService } from './reviewer-actions.service.js';
import { ContactsService } from './contacts.service.js';
import { ConversationService } from './conversation.service.js';
import { AnswersToOthers } from './events/answers.js';
import { QuestionJobs } from './events/jobs.js';
import { Reactions } from './events/reactions.js';
import { AskFormController } from './form/http/ask-form.controller.js';
import { PlainFormController } from './form/http/plain-form.controller.js';
import { PlainForms } from './form/http/plain-form.js';
import { LibraryRules } from './library-rules.js';
import { CareController } from './http/care.controller.js';
import { CommandsController } from './http/commands.controller.js';
import { ContactController } from './http/contact.controller.js';
import { ConversationController } from './http/conversation.controller.js';
import { DescriptiveCodesController } from './http/descriptive-codes.controller.js';
import { QuestionsController } from './http/questions.controller.js';
import { IntakeService } from './intake.service.js';
import { QuestionInsert } from './persistence/question-insert.js';
import { Drafts } from './persistence/drafts.repository.js';
import { FormLimits } from './persistence/form-limits.js';
import { ListsQueries } from './persistence/lists.queries.js';
import { QuestionsQueries } from './persistence/questions.queries.js';
import { Questions } from './persistence/questions.repository.js';
import { SearchWords } from './persistence/search-words.js';
import { SearchReindexService } from './search-reindex.service.js';
import { bans } from './ban/ban.parts.js';
import { files } from './files/files.parts.js';
import { patrons } from './patron/patron.parts.js';
import { privacy } from './privacy/privacy.parts.js';
import { DutyOffers } from './duty-offers.service.js';
import { QuestionsService } from './questions.service.js';
import { ReadingService } from './reading.service.js';
import { QuestionFactsService } from './question-facts.service.js';
import { correspondence } from './correspondence/correspondence.parts.js';
import { CountsService } from './counts.service.js';
import { DeskController } from './http/desk.controller.js';
import { CountsQueries } from './persistence/counts.queries.js';
import { BulkActionsService } from './bulk-actions.service.js';
import { ServiceHistoryController } from './http/service-history.controller.js';
import { DeadlinesQueries } from './persistence/deadlines.queries.js';
import { DeadlinesService } from './deadlines.service.js';
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
    PlainFormController,
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
    PlainForms,
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
