import { DirectoryModule } from '@carrel/directory';
import { Clock } from '@carrel/kernel';
import { MessagingModule } from '@carrel/messaging';
import { WebModule } from '@carrel/web';
import { Module } from '@nestjs/common';
import { AnswersToOthers } from './events/answers.js';
import { Reactions } from './events/reactions.js';
import { Homes } from './homes.js';
import { CommandsController } from './http/commands.controller.js';
import { QuestionsController } from './http/questions.controller.js';
import { IntakeService } from './intake.service.js';
import { ListsQueries } from './persistence/lists.queries.js';
import { QuestionsQueries } from './persistence/questions.queries.js';
import { Questions } from './persistence/questions.repository.js';
import { QuestionsService } from './questions.service.js';
import { ReadingService } from './reading.service.js';
import { statistics } from './statistics/statistics.parts.js';

@Module({
  imports: [
    MessagingModule.forRoot({ service: 'questions' }),
    WebModule.forRoot({ service: 'questions' }),
    DirectoryModule,
  ],
  controllers: [
    QuestionsController,
    CommandsController,
    Reactions,
    AnswersToOthers,
    ...statistics.controllers,
  ],
  providers: [
    Clock,
    Homes,
    IntakeService,
    ListsQueries,
    Questions,
    QuestionsQueries,
    QuestionsService,
    ReadingService,
    ...statistics.providers,
  ],
})
export class QuestionsModule {}
