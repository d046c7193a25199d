import { Module } from '@nestjs/common';
import { ChatStatisticsService } from './chat-statistics.service.js';
import { ReportAnswers } from './events/report.answers.js';
import { StatisticsReactions } from './events/statistics.reactions.js';
import { ChatStatisticsController } from './http/chat-statistics.controller.js';
import { CooperationController } from './http/cooperation.controller.js';
import { StatisticsController } from './http/statistics.controller.js';
import { ChatStatisticsQueries } from './persistence/chat-statistics.queries.js';
import { DailyCounts } from './persistence/daily-counts.js';
import { StatisticsDatabase } from './persistence/statistics-database.js';
import { StatisticsQueries } from './persistence/statistics.queries.js';
import { StatisticsService } from './statistics.service.js';

/** Counts by day and month, and the reports made of them. */
@Module({
  controllers: [
    ChatStatisticsController,
    CooperationController,
    ReportAnswers,
    StatisticsController,
    StatisticsReactions,
  ],
  providers: [
    ChatStatisticsQueries,
    ChatStatisticsService,
    DailyCounts,
    StatisticsDatabase,
    StatisticsQueries,
    StatisticsService,
  ],
  exports: [DailyCounts, StatisticsQueries],
})
export class StatisticsModule {}
