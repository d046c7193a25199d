import { Module } from '@nestjs/common';
import { CalendarModule } from '../calendar/calendar.module.js';
import { CoverModule } from '../cover/cover.module.js';
import { PlanModule } from '../plan/plan.module.js';
import { DutiesService } from './duties.service.js';
import { FeedsService } from './feeds.service.js';
import { DutiesController } from './http/duties.controller.js';
import { FeedsController } from './http/feeds.controller.js';
import { Feeds } from './persistence/feeds.repository.js';
import { Watch } from './watch.js';

/** A library's duties: listing and checking them, calendar links, and what time does to them. */
@Module({
  imports: [CalendarModule, CoverModule, PlanModule],
  controllers: [DutiesController, FeedsController],
  providers: [DutiesService, Feeds, FeedsService, Watch],
  exports: [DutiesService, Watch],
})
export class DutyModule {}
