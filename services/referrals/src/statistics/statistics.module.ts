import { Module } from '@nestjs/common';
import { StatisticsController } from './http/statistics.controller.js';
import { StatisticsQueries } from './persistence/statistics.queries.js';
import { ReferralStatisticsService } from './referral-statistics.service.js';

/** Reports on referrals and duties. */
@Module({
  controllers: [StatisticsController],
  providers: [ReferralStatisticsService, StatisticsQueries],
})
export class StatisticsModule {}
