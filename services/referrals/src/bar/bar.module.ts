import { Module } from '@nestjs/common';
import { PlanModule } from '../plan/plan.module.js';
import { BarsService } from './bars.service.js';
import { BarsController } from './http/bars.controller.js';
import { Bars } from './persistence/bars.repository.js';

/** Libraries that a group has barred from referrals. */
@Module({
  imports: [PlanModule],
  controllers: [BarsController],
  providers: [Bars, BarsService],
  exports: [Bars],
})
export class BarModule {}
