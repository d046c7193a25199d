import { Module } from '@nestjs/common';
import { NoticesReactions } from './events/notices.reactions.js';
import { NoticesController } from './http/notices.controller.js';
import { NoticesService } from './notices.service.js';
import { Notices } from './persistence/notices.repository.js';

/** Notices to staff of what happens to questions. */
@Module({
  controllers: [NoticesController, NoticesReactions],
  providers: [Notices, NoticesService],
  exports: [NoticesService],
})
export class NoticeModule {}
