import { DirectoryModule } from '@carrel/directory';
import { MessagingModule } from '@carrel/messaging';
import { RebuildsModule, WebModule } from '@carrel/web';
import { Module } from '@nestjs/common';
import { AnswersToOthers } from './events/answers.js';
import { QuestionJobs } from './events/jobs.js';
import { Reactions } from './events/reactions.js';
import { figures } from './persistence/figures.js';
import { BanModule } from './ban/ban.module.js';
import { ConversationModule } from './conversation/conversation.module.js';
import { CorrespondenceModule } from './correspondence/correspondence.module.js';
import { DeadlinesModule } from './deadlines/deadlines.module.js';
import { DeskModule } from './desk/desk.module.js';
import { FilesModule } from './files/files.module.js';
import { FollowupModule } from './followup/followup.module.js';
import { IntakeModule } from './intake/intake.module.js';
import { MovingInModule } from './moving-in/moving-in.module.js';
import { OwnQuestionsModule } from './own-questions/own-questions.module.js';
import { PatronModule } from './patron/patron.module.js';
import { PresenceModule } from './presence/presence.module.js';
import { PrivacyModule } from './privacy/privacy.module.js';
import { SearchWords } from './question/persistence/search-words.js';
import { QuestionModule } from './question/question.module.js';
import { ReadingModule } from './reading/reading.module.js';
import { ReviewModule } from './review/review.module.js';
import { DailyCounts } from './statistics/persistence/daily-counts.js';
import { StatisticsModule } from './statistics/statistics.module.js';
import { SuccessionModule } from './succession/succession.module.js';
import { SurveyModule } from './survey/survey.module.js';
import { UnfiledModule } from './unfiled/unfiled.module.js';

@Module({
  imports: [
    MessagingModule.forRoot({ service: 'questions', figures }),
    WebModule.forRoot({ service: 'questions' }),
    BanModule,
    ConversationModule,
    CorrespondenceModule,
    DeadlinesModule,
    DeskModule,
    FilesModule,
    FollowupModule,
    IntakeModule,
    MovingInModule,
    OwnQuestionsModule,
    PatronModule,
    PresenceModule,
    PrivacyModule,
    QuestionModule,
    ReadingModule,
    RebuildsModule.forRoot({ search: SearchWords, statistics: DailyCounts }, [
      QuestionModule,
      StatisticsModule,
    ]),
    ReviewModule,
    StatisticsModule,
    SuccessionModule,
    SurveyModule,
    UnfiledModule,
    // Last: a reaction sees the directory as it was before the event.
    DirectoryModule,
  ],
  controllers: [Reactions, AnswersToOthers],
  providers: [QuestionJobs],
})
export class QuestionsModule {}
