import { Module } from '@nestjs/common';
import { PageLinksModule } from '@carrel/web';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { MailModule } from '../mail/mail.module.js';
import { MessagesController } from './http/messages.controller.js';
import { MockupsService } from './mockups.service.js';

/** What mails look like, for those who write their words. */
@Module({
  imports: [DeliveryModule, MailModule, PageLinksModule],
  controllers: [MessagesController],
  providers: [MockupsService],
})
export class MockupModule {}
