import { Module } from '@nestjs/common';
import { LiveModule } from '../live/live.module.js';
import { MonitorModule } from '../monitor/monitor.module.js';
import { NotesModule } from '../notes/notes.module.js';
import { NoticeModule } from '../notice/notice.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { ReadingModule } from '../reading/reading.module.js';
import { TranscriptModule } from '../transcript/transcript.module.js';
import { TransferModule } from '../transfer/transfer.module.js';
import { DeskSnapshots } from './http/desk-snapshots.js';
import { StaffStreamController } from './http/staff-stream.controller.js';

/** One stream for everything a member of staff must see. */
@Module({
  imports: [
    LiveModule,
    MonitorModule,
    NotesModule,
    NoticeModule,
    QueueModule,
    ReadingModule,
    TranscriptModule,
    TransferModule,
  ],
  controllers: [StaffStreamController],
  providers: [DeskSnapshots],
})
export class StaffStreamModule {}
