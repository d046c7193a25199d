import { Module } from '@nestjs/common';
import { LinesModule } from '../lines/lines.module.js';
import { LiveModule } from '../live/live.module.js';
import { ReadingModule } from '../reading/reading.module.js';
import { SessionModule } from '../session/session.module.js';
import { AttachmentsService } from './attachments.service.js';
import { AttachmentsController } from './http/attachments.controller.js';
import { Attachments } from './persistence/attachments.repository.js';

/** Files sent in a session. */
@Module({
  imports: [LinesModule, LiveModule, ReadingModule, SessionModule],
  controllers: [AttachmentsController],
  providers: [Attachments, AttachmentsService],
})
export class AttachmentModule {}
