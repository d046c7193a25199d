import { FeedReactions } from './feed/events/feed.reactions.js';
import { FeedModule } from './feed/feed.module.js';
import { WebhookNotices } from './webhook/events/notice.reactions.js';
import { WebhookModule } from './webhook/webhook.module.js';
import { DirectoryModule } from '@carrel/directory';
import { Clock } from '@carrel/kernel';
import { MessagingModule } from '@carrel/messaging';
import { WebModule } from '@carrel/web';
import { Module } from '@nestjs/common';
import { AddressesService } from './address/addresses.service.js';
import { MAIL_CONFIG, mailConcurrency, mailConfig } from './mail/config.js';
import { DeliveriesService } from './delivery/deliveries.service.js';
import { AnswersToOthers } from './delivery/events/answers.js';
import { Reactions } from './notice/events/reactions.js';
import { ReminderReactions } from './notice/events/reminders.reactions.js';
import { SettledReactions } from './notice/events/settled.reactions.js';
import { StandingReactions } from './notice/events/standing.reactions.js';
import { AccountNoticesService } from './notice/account-notices.service.js';
import { DutyNoticesService } from './notice/duty-notices.service.js';
import { DutyReactions } from './notice/events/duty.reactions.js';
import { MailFacts } from './delivery/mail-facts.service.js';
import { FailuresService } from './notice/failures.service.js';
import { AddressesController } from './address/http/addresses.controller.js';
import { DeliveriesController } from './delivery/http/deliveries.controller.js';
import { MessagesController } from './mockup/http/messages.controller.js';
import { SuppressedPatronsController } from './address/http/suppressed-patrons.controller.js';
import { incoming } from './incoming/incoming.parts.js';
import { LettersService } from './notice/letters.service.js';
import { MailServer } from './mail/mail-server.js';
import { Templates } from './mail/templates.js';
import { MembershipsService } from './notice/memberships.service.js';
import { MockupsService } from './mockup/mockups.service.js';
import { NoticesService } from './notice/notices.service.js';
import { NoticeDrafts } from './notice/notice-drafts.js';
import { Deliveries } from './delivery/persistence/deliveries.repository.js';
import { DeliveriesQueries } from './delivery/persistence/deliveries.queries.js';
import { RecipientLimits } from './delivery/persistence/recipient-limits.repository.js';
import { SessionQuestions } from './delivery/persistence/session-questions.repository.js';
import { Suppressions } from './delivery/persistence/suppressions.repository.js';
import { MailQueue } from './delivery/mail-queue.js';
import { Schedule } from './delivery/schedule.js';
import { Sending } from './delivery/sending.js';
import { SuppressedPatronsService } from './address/suppressed-patrons.service.js';
import { Upkeep } from './delivery/upkeep.js';
import { Wordings } from './delivery/wordings.js';
import { figures } from './persistence/figures.js';

@Module({
  imports: [
    MessagingModule.forRoot({ service: 'notifications', jobConcurrency: mailConcurrency(), figures }),
    WebModule.forRoot({ service: 'notifications' }),
    DirectoryModule,
    FeedModule,
    WebhookModule,
  ],
  // The feed hears an event before mail does: what a letter must wait for keeps nobody outside waiting.
  controllers: [
    FeedReactions,
    WebhookNotices,
    AddressesController,
    AnswersToOthers,
    DeliveriesController,
    MessagesController,
    SuppressedPatronsController,
    DutyReactions,
    Reactions,
    ReminderReactions,
    SettledReactions,
    StandingReactions,
    ...incoming.controllers,
  ],
  providers: [
    Clock,
    { provide: MAIL_CONFIG, useFactory: () => mailConfig() },
    ...incoming.providers,
    AccountNoticesService,
    Deliveries,
    DeliveriesQueries,
    DeliveriesService,
    DutyNoticesService,
    MailFacts,
    LettersService,
    MailServer,
    AddressesService,
    FailuresService,
    MockupsService,
    MembershipsService,
    NoticesService,
    NoticeDrafts,
    MailQueue,
    RecipientLimits,
    Schedule,
    Upkeep,
    Wordings,
    Sending,
    SessionQuestions,
    Suppressions,
    SuppressedPatronsService,
    Templates,
  ],
})
export class NotificationsModule {}
