import { Module } from '@nestjs/common';
import { FormModule } from '../form/form.module.js';
import { LinesModule } from '../lines/lines.module.js';
import { LiveModule } from '../live/live.module.js';
import { MonitorModule } from '../monitor/monitor.module.js';
import { ReadingModule } from '../reading/reading.module.js';
import { SessionModule } from '../session/session.module.js';
import { TranscriptAnswers } from './events/answers.js';
import { MessagesController } from './http/messages.controller.js';
import { SessionStreamController } from './http/stream.controller.js';
import { SupervisionController } from './http/supervision.controller.js';
import { TranscriptService } from './transcript.service.js';

/** Writing and following what is said in a session. */
@Module({
  imports: [FormModule, LinesModule, LiveModule, MonitorModule, ReadingModule, SessionModule],
  controllers: [MessagesController, SessionStreamController, SupervisionController, TranscriptAnswers],
  providers: [TranscriptService],
  exports: [TranscriptService],
})
export class TranscriptModule {}
