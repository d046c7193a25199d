import { Module } from '@nestjs/common';
import { MonitorModule } from '../monitor/monitor.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { AvailabilityService } from './availability.service.js';
import { QueuesController } from './http/queues.controller.js';

/** Whether chat is open for a library's patrons. */
@Module({
  imports: [MonitorModule, QueueModule],
  controllers: [QueuesController],
  providers: [AvailabilityService],
  exports: [AvailabilityService],
})
export class AvailabilityModule {}
