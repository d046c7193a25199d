import { Module } from '@nestjs/common';
import { PlanModule } from '../plan/plan.module.js';
import { Calendar } from './calendar.js';
import { Duties } from './persistence/duties.repository.js';

/** What a rota comes to day by day, with every duty that was taken over or checked. */
@Module({
  imports: [PlanModule],
  providers: [Calendar, Duties],
  exports: [Calendar, Duties],
})
export class CalendarModule {}
