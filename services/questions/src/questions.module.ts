import { DirectoryModule } from '@carrel/directory';
import { Clock } from '@carrel/kernel';
import { MessagingModule } from '@carrel/messaging';
import { WebModule } from '@carrel/web';
import { Module } from '@nestjs/common';
import { Acting } from './acting.js';
import { CareService } from './care.service.js';
import { ContactsService } from './contacts.service.js';
import { ConversationService } from './conversation.service.js';
import { AnswersToOthers } from './events/answers.js';
import { QuestionJobs } from './events/jobs.js';
import { Reactions } from './events/reactions.js';
import { AskFormController } from './form/http/ask-form.controller.js';
import { Homes } from './homes.js';
import { CareController } from './http/care.controller.js';
import { CommandsController } from './http/commands.controller.js';
import { ContactController } from './http/contact.controller.js';
import { ConversationController } from './http/conversation.controller.js';
import { DescriptiveCodesController } from './http/descriptive-codes.controller.js';
import { QuestionsController } from './http/questions.controller.js';
import { IntakeService } from './intake.service.js';
import { Beginnings } from './persistence/beginning.js';
import { Drafts } from './persistence/drafts.repository.js';
import { FormLimits } from './persistence/form-limits.js';
import { ListsQueries } from './persistence/lists.queries.js';
import { QuestionsQueries } from './persistence/questions.queries.js';
import { Questions } from './persistence/questions.repository.js';
import { SearchWords } from './persistence/search-words.js';
import { RenewalsService } from './renewals.service.js';
import { bans } from './ban/ban.parts.js';
import { files } from './files/files.parts.js';
import { patrons } from './patron/patron.parts.js';
import { privacy } from './privacy/privacy.parts.js';
import { Offers } from './offers.service.js';
import { QuestionsService } from './questions.service.js';
import { ReadingService } from './reading.service.js';
import { ToldService } from './told.service.js';
import { correspondence } from './correspondence/correspondence.parts.js';
import { CountsService } from './counts.service.js';
import { DeskController } from './http/desk.controller.js';
import { CountsQueries } from './persistence/counts.queries.js';
import { SeveralService } from './several.service.js';
import { ServiceHistoryController } from './http/service-history.controller.js';
import { TimesQueries } from './persistence/times.queries.js';
import { TimesService } from './times.service.js';
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
    Acting,
    Beginnings,
    CareService,
    Clock,
    ContactsService,
    ConversationService,
    CountsQueries,
    CountsService,
    SeveralService,
    Drafts,
    FormLimits,
    Homes,
    IntakeService,
    ListsQueries,
    Offers,
    QuestionJobs,
    Questions,
    QuestionsQueries,
    QuestionsService,
    ReadingService,
    RenewalsService,
    ToldService,
    SearchWords,
    TimesQueries,
    TimesService,
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
