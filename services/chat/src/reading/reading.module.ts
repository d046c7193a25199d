import { Module } from '@nestjs/common';
import { LinesModule } from '../lines/lines.module.js';
import { LiveModule } from '../live/live.module.js';
import { MonitorModule } from '../monitor/monitor.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { SessionModule } from '../session/session.module.js';
import { StreamAdmission } from './http/admission.js';
import { SessionViews } from './http/session-views.js';
import { TicketsController } from './http/tickets.controller.js';
import { SessionReader } from './session-reader.service.js';
import { SurveyInvitations } from './survey-invitations.service.js';

/** What may be seen of sessions, and by whom. */
@Module({
  imports: [LinesModule, LiveModule, MonitorModule, QueueModule, SessionModule],
  controllers: [TicketsController],
  providers: [SessionReader, SessionViews, StreamAdmission, SurveyInvitations],
  exports: [SessionReader, SessionViews, StreamAdmission],
})
export class ReadingModule {}
