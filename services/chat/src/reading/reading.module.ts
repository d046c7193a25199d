import { Module } from '@nestjs/common';
import { LiveModule } from '../live/live.module.js';
import { MonitorModule } from '../monitor/monitor.module.js';
import { SessionModule } from '../session/session.module.js';
import { SessionViews } from './http/session-views.js';
import { TicketsController } from './http/tickets.controller.js';
import { SessionReader } from './session-reader.service.js';
import { SurveyInvitations } from './survey-invitations.service.js';

/** What may be seen of sessions, and by whom. */
@Module({
  imports: [LiveModule, MonitorModule, SessionModule],
  controllers: [TicketsController],
  providers: [SessionReader, SessionViews, SurveyInvitations],
  exports: [SessionReader, SessionViews],
})
export class ReadingModule {}
