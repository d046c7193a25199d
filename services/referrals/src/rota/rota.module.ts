import { Module } from '@nestjs/common';
import { CalendarModule } from '../calendar/calendar.module.js';
import { DutyModule } from '../duty/duty.module.js';
import { PlanModule } from '../plan/plan.module.js';
import { RotaAnswers } from './events/answers.js';
import { RotasController } from './http/rotas.controller.js';
import { RotasService } from './rotas.service.js';

/** Publishing and reading rotas, and who is on duty when a question comes. */
@Module({
  imports: [CalendarModule, DutyModule, PlanModule],
  controllers: [RotaAnswers, RotasController],
  providers: [RotasService],
})
export class RotaModule {}
