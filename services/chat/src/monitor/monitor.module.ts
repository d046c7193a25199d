import { Module } from '@nestjs/common';
import { LinesModule } from '../lines/lines.module.js';
import { LiveModule } from '../live/live.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { SessionModule } from '../session/session.module.js';
import { MonitorJobs } from './events/jobs.js';
import { MembershipReactions } from './events/membership.reactions.js';
import { Heartbeat } from './heartbeat.js';
import { MonitorsService } from './monitors.service.js';
import { MonitorsQueries } from './persistence/monitors.queries.js';
import { Monitors } from './persistence/monitors.repository.js';

/** Shifts of librarians: who is there, on which queues, with room for how many. */
@Module({
  imports: [LinesModule, LiveModule, QueueModule, SessionModule],
  controllers: [MembershipReactions],
  providers: [Heartbeat, MonitorJobs, Monitors, MonitorsQueries, MonitorsService],
  exports: [MonitorsQueries, MonitorsService],
})
export class MonitorModule {}
