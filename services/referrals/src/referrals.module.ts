import { DirectoryModule } from '@carrel/directory';
import { MessagingModule } from '@carrel/messaging';
import { WebModule } from '@carrel/web';
import { Module } from '@nestjs/common';
import { BarModule } from './bar/bar.module.js';
import { CalendarModule } from './calendar/calendar.module.js';
import { CoverModule } from './cover/cover.module.js';
import { DutyModule } from './duty/duty.module.js';
import { EmailPartnerModule } from './email-partner/email-partner.module.js';
import { ExpertModule } from './expert/expert.module.js';
import { PlanModule } from './plan/plan.module.js';
import { ReferralModule } from './referral/referral.module.js';
import { RotaModule } from './rota/rota.module.js';
import { StatisticsModule } from './statistics/statistics.module.js';
import { AnswersToOthers } from './events/answers.js';
import { Reactions } from './events/reactions.js';

@Module({
  imports: [
    MessagingModule.forRoot({ service: 'referrals' }),
    WebModule.forRoot({ service: 'referrals' }),
    BarModule,
    CalendarModule,
    CoverModule,
    DutyModule,
    EmailPartnerModule,
    ExpertModule,
    PlanModule,
    ReferralModule,
    RotaModule,
    StatisticsModule,
    // Last: a reaction sees the directory as it was before the event.
    DirectoryModule,
  ],
  controllers: [Reactions, AnswersToOthers],
})
export class ReferralsModule {}
