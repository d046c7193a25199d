import { Module } from '@nestjs/common';
import { LiveModule } from '../live/live.module.js';
import { MonitorModule } from '../monitor/monitor.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { SessionModule } from '../session/session.module.js';
import { NotesAnswers } from './events/answers.js';
import { TalkController } from './http/talk.controller.js';
import { Notes } from './persistence/notes.repository.js';
import { SessionNotesService } from './session-notes.service.js';
import { TalkService } from './talk.service.js';

/** What librarians note beside a session, and say to each other. */
@Module({
  imports: [LiveModule, MonitorModule, QueueModule, SessionModule],
  controllers: [NotesAnswers, TalkController],
  providers: [Notes, SessionNotesService, TalkService],
  exports: [Notes, TalkService],
})
export class NotesModule {}
