import { directoryMigrations } from '@carrel/directory';
import { messagingMigrations } from '@carrel/messaging';
import { importTables, rebuildTables, webMigrations } from '@carrel/web';
import type { DataSourceOptions } from 'typeorm';
import { Questions1700000001000 } from './migrations/1700000001000-questions.js';
import { Statistics1700000002000 } from './migrations/1700000002000-statistics.js';
import { FollowUp1700000002100 } from './migrations/1700000002100-follow-up.js';
import { Privacy1700000002300 } from './migrations/1700000002300-privacy.js';
import { Review1700000002400 } from './migrations/1700000002400-review.js';
import { PatronsAndFiles1700000003000 } from './migrations/1700000003000-patrons-and-files.js';
import { MonthlyCounts1700000003100 } from './migrations/1700000003100-monthly-counts.js';
import { Search1700000003200 } from './migrations/1700000003200-search.js';
import { Surveys1700000004000 } from './migrations/1700000004000-surveys.js';
import { TeamsOfExperts1700000006000 } from './migrations/1700000006000-teams-of-experts.js';
import {
  historySchema,
  holdingSchema,
  messageSchema,
  questionSchema,
  referralSchema,
} from '../question/persistence/question.schema.js';
import { ClosedLibraries1700000011000 } from './migrations/1700000011000-closed-libraries.js';
import { DaysByTime1700000011100 } from './migrations/1700000011100-days-by-time.js';
import { SearchRenewals1700000012000 } from './migrations/1700000012000-search-renewals.js';
import { PatronBans1700000016000 } from './migrations/1700000016000-patron-bans.js';
import { PatronLanguage1700000019000 } from './migrations/1700000019000-patron-language.js';
import { InternationalPatrons1700000017000 } from './migrations/1700000017000-international-patrons.js';
import { MovedIn1700000027000 } from './migrations/1700000027000-moved-in.js';
import { MailFiles1700000013000 } from './migrations/1700000013000-mail-files.js';
import { Quoted1700000014000 } from './migrations/1700000014000-quoted.js';
import { ChatStatistics1700000023000 } from './migrations/1700000023000-chat-statistics.js';
import { HoursOfQuestions1700000023100 } from './migrations/1700000023100-hours-of-questions.js';
import { MergedAndSplit1700000023400 } from './migrations/1700000023400-merged-and-split.js';
import { RelatedQuestions1700000023500 } from './migrations/1700000023500-related-questions.js';
import { PatronWords1700000023200 } from './migrations/1700000023200-patron-words.js';
import { QuestionsByAddress1700000023300 } from './migrations/1700000023300-questions-by-address.js';
import { SideBySide1700000033000 } from './migrations/1700000033000-side-by-side.js';
import { TransferredChats1700000035000 } from './migrations/1700000035000-transferred-chats.js';
import { QuestionsByTime1700000039000 } from './migrations/1700000039000-questions-by-time.js';
import { QuestionsDue1700000009000 } from './migrations/1700000009000-questions-due.js';

export const dataSourceOptions = (url: string): DataSourceOptions => ({
  type: 'postgres',
  url,
  entities: [questionSchema, holdingSchema, referralSchema, historySchema, messageSchema],
  migrations: [
    ...messagingMigrations,
    ...webMigrations,
    ...directoryMigrations,
    Questions1700000001000,
    Statistics1700000002000,
    FollowUp1700000002100,
    Privacy1700000002300,
    Review1700000002400,
    PatronsAndFiles1700000003000,
    MonthlyCounts1700000003100,
    Search1700000003200,
    Surveys1700000004000,
    TeamsOfExperts1700000006000,
    QuestionsDue1700000009000,
    ClosedLibraries1700000011000,
    DaysByTime1700000011100,
    SearchRenewals1700000012000,
    MailFiles1700000013000,
    Quoted1700000014000,
    PatronBans1700000016000,
    InternationalPatrons1700000017000,
    MovedIn1700000027000,
    importTables('1700000028000'),
    PatronLanguage1700000019000,
    ChatStatistics1700000023000,
    HoursOfQuestions1700000023100,
    PatronWords1700000023200,
    QuestionsByAddress1700000023300,
    MergedAndSplit1700000023400,
    RelatedQuestions1700000023500,
    SideBySide1700000033000,
    TransferredChats1700000035000,
    QuestionsByTime1700000039000,
    rebuildTables('1700000039100'),
  ],
});
