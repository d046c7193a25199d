import { Module } from '@nestjs/common';
import { LiveModule } from '../live/live.module.js';
import { SessionModule } from '../session/session.module.js';
import { PolicyReactions } from './events/policy.reactions.js';
import { HoursService } from './hours.service.js';
import { HoursController } from './http/hours.controller.js';
import { OpeningHoursOfQueues } from './persistence/opening-hours.repository.js';
import { Queues } from './persistence/queues.repository.js';
import { QueuesService } from './queues.service.js';

/** Queues, their hours, and which of them carry a library's requests. */
@Module({
  imports: [LiveModule, SessionModule],
  controllers: [HoursController, PolicyReactions],
  providers: [HoursService, OpeningHoursOfQueues, Queues, QueuesService],
  exports: [HoursService, QueuesService],
})
export class QueueModule {}
