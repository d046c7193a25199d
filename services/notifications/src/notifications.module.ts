import { DirectoryModule } from '@carrel/directory';
import { MessagingModule } from '@carrel/messaging';
import { WebModule } from '@carrel/web';
import { Module } from '@nestjs/common';
import { FeedModule } from './feed/feed.module.js';
import { WebhookModule } from './webhook/webhook.module.js';
import { AddressModule } from './address/address.module.js';
import { DeliveryModule } from './delivery/delivery.module.js';
import { IncomingModule } from './incoming/incoming.module.js';
import { MailModule } from './mail/mail.module.js';
import { MockupModule } from './mockup/mockup.module.js';
import { NoticeModule } from './notice/notice.module.js';
import { ReportModule } from './report/report.module.js';
import { mailConcurrency } from './mail/config.js';
import { figures } from './persistence/figures.js';

@Module({
  imports: [
    // The feed handles an event before mail does: so that integrators do not wait for what a mail waits for.
    FeedModule,
    WebhookModule,
    NoticeModule,
    ReportModule,
    AddressModule,
    DeliveryModule,
    IncomingModule,
    MailModule,
    MockupModule,
    MessagingModule.forRoot({ service: 'notifications', jobConcurrency: mailConcurrency(), figures }),
    WebModule.forRoot({ service: 'notifications' }),
    // Last: a reaction sees the directory as it was before the event.
    DirectoryModule,
  ],
})
export class NotificationsModule {}
