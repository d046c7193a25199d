import { Module } from '@nestjs/common';
import { ExpertsService } from './experts.service.js';
import { ExpertsController } from './http/experts.controller.js';
import { Experts } from './persistence/experts.repository.js';

/** Experts of libraries and groups. */
@Module({
  controllers: [ExpertsController],
  providers: [Experts, ExpertsService],
  exports: [Experts, ExpertsService],
})
export class ExpertModule {}
