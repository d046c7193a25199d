import { FeedReactions } from './feed/events/feed.reactions.js';
import { FeedModule } from './feed/feed.module.js';
import { WebhookNotices } from './webhook/events/notice.reactions.js';
import { WebhookModule } from './webhook/webhook.module.js';
import { DirectoryModule } from '@carrel/directory';
import { Clock } from '@carrel/kernel';
import { MessagingModule } from '@carrel/messaging';
import { WebModule } from '@carrel/web';
import { Module } from '@nestjs/common';
import { AddressesService } from './addresses.service.js';
import { MAIL_CONFIG, mailConcurrency, mailConfig } from './config.js';
import { DeliveriesService } from './deliveries.service.js';
import { AnswersToOthers } from './events/answers.js';
import { Reactions } from './events/reactions.js';
import { ReminderReactions } from './events/reminders.reactions.js';
import { SettledReactions } from './events/settled.reactions.js';
import { StandingReactions } from './events/standing.reactions.js';
import { AccountNoticesService } from './account-notices.service.js';
import { DutyNoticesService } from './duty-notices.service.js';
import { DutyReactions } from './events/duty.reactions.js';
import { MailFacts } from './mail-facts.service.js';
import { FailuresService } from './failures.service.js';
import { AddressesController } from './http/addresses.controller.js';
import { DeliveriesController } from './http/deliveries.controller.js';
import { MessagesController } from './http/messages.controller.js';
import { SuppressedPatronsController } from './http/suppressed-patrons.controller.js';
import { incoming } from './incoming/incoming.parts.js';
import { LettersService } from './letters.service.js';
import { MailServer } from './mail/mail-server.js';
import { Templates } from './mail/templates.js';
import { MembershipsService } from './memberships.service.js';
import { MockupsService } from './mockups.service.js';
import { NoticesService } from './notices.service.js';
import { NoticeDrafts } from './notice-drafts.js';
import { Deliveries } from './persistence/deliveries.repository.js';
import { DeliveriesQueries } from './persistence/deliveries.queries.js';
import { RecipientLimits } from './persistence/recipient-limits.repository.js';
import { SessionQuestions } from './persistence/session-questions.repository.js';
import { Suppressions } from './persistence/suppressions.repository.js';
import { MailQueue } from './mail-queue.js';
import { Schedule } from './schedule.js';
import { Sending } from './sending.js';
import { SuppressedPatronsService } from './suppressed-patrons.service.js';
import { Upkeep } from './upkeep.js';
import { Wordings } from './wordings.js';
import { figures } from './persistence/figures.js';

@Module({
  imports: [
    MessagingModule.forRoot({ service: 'notifications', jobConcurrency: mailConcurrency(), figures }),
    WebModule.forRoot({ service: 'notifications' }),
    DirectoryModule,
    FeedModule,
    WebhookModule,
  ],
  // The feed's handlers run before those of mail, so that integrators do not wait for what a letter waits for.
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
