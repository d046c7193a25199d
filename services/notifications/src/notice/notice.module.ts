import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { MailModule } from '../mail/mail.module.js';
import { AccountNoticesService } from './account-notices.service.js';
import { DutyNoticesService } from './duty-notices.service.js';
import { DutyReactions } from './events/duty.reactions.js';
import { Reactions } from './events/reactions.js';
import { ReminderReactions } from './events/reminders.reactions.js';
import { SettledReactions } from './events/settled.reactions.js';
import { StandingReactions } from './events/standing.reactions.js';
import { FailuresService } from './failures.service.js';
import { PreviewsController } from './http/previews.controller.js';
import { LettersService } from './letters.service.js';
import { MembershipsService } from './memberships.service.js';
import { NoticeDrafts } from './notice-drafts.js';
import { NoticesService } from './notices.service.js';

/** Which mail an event leads to, and what it says. */
@Module({
  imports: [DeliveryModule, MailModule],
  controllers: [
    DutyReactions,
    PreviewsController,
    Reactions,
    ReminderReactions,
    SettledReactions,
    StandingReactions,
  ],
  providers: [
    AccountNoticesService,
    DutyNoticesService,
    FailuresService,
    LettersService,
    MembershipsService,
    NoticeDrafts,
    NoticesService,
  ],
})
export class NoticeModule {}
