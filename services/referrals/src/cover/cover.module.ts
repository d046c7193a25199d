import { Module } from '@nestjs/common';
import { CalendarModule } from '../calendar/calendar.module.js';
import { PlanModule } from '../plan/plan.module.js';
import { CoversService } from './covers.service.js';
import { CoversController } from './http/covers.controller.js';
import { Ladder } from './ladder.js';
import { Covers } from './persistence/covers.repository.js';

/** Somebody in another's place, and the ladder of those who are asked. */
@Module({
  imports: [CalendarModule, PlanModule],
  controllers: [CoversController],
  providers: [Covers, CoversService, Ladder],
  exports: [Covers, CoversService, Ladder],
})
export class CoverModule {}
