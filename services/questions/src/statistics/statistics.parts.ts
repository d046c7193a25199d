import { StatisticsReactions } from './events/statistics.reactions.js';
import { StatisticsController } from './http/statistics.controller.js';
import { DailyCounts } from './persistence/daily-counts.js';
import { StatisticsDatabase } from './persistence/statistics-database.js';
import { StatisticsQueries } from './persistence/statistics.queries.js';
import { Scopes } from './scopes.js';
import { StatisticsService } from './statistics.service.js';

/** What the module wires for statistics. */
export const statistics = {
  controllers: [StatisticsController, StatisticsReactions],
  providers: [DailyCounts, Scopes, StatisticsDatabase, StatisticsQueries, StatisticsService],
};
