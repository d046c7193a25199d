import { DirectoryModule } from '@carrel/directory';
import { MessagingModule } from '@carrel/messaging';
import { WebModule } from '@carrel/web';
import { Module } from '@nestjs/common';
import { AttachmentModule } from './attachment/attachment.module.js';
import { AttendingModule } from './attending/attending.module.js';
import { AvailabilityModule } from './availability/availability.module.js';
import { BanModule } from './ban/ban.module.js';
import { DeskModule } from './desk/desk.module.js';
import { FormModule } from './form/form.module.js';
import { LinesModule } from './lines/lines.module.js';
import { LiveModule } from './live/live.module.js';
import { MonitorModule } from './monitor/monitor.module.js';
import { NotesModule } from './notes/notes.module.js';
import { NoticeModule } from './notice/notice.module.js';
import { PageModule } from './page/page.module.js';
import { QueueModule } from './queue/queue.module.js';
import { ReadingModule } from './reading/reading.module.js';
import { RequestModule } from './request/request.module.js';
import { SessionModule } from './session/session.module.js';
import { StaffStreamModule } from './staff-stream/staff-stream.module.js';
import { TranscriptModule } from './transcript/transcript.module.js';
import { TransferModule } from './transfer/transfer.module.js';
import { figures } from './persistence/figures.js';

@Module({
  imports: [
    WebModule.forRoot({ service: 'chat' }),
    MessagingModule.forRoot({ service: 'chat', figures }),
    AttachmentModule,
    AttendingModule,
    AvailabilityModule,
    BanModule,
    DeskModule,
    FormModule,
    LinesModule,
    LiveModule,
    MonitorModule,
    NotesModule,
    NoticeModule,
    PageModule,
    QueueModule,
    ReadingModule,
    RequestModule,
    SessionModule,
    StaffStreamModule,
    TranscriptModule,
    TransferModule,
    // Last: a reaction sees the directory as it was before the event.
    DirectoryModule,
  ],
})
export class ChatModule {}
