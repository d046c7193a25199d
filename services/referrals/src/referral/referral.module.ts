import { Module } from '@nestjs/common';
import { BarModule } from '../bar/bar.module.js';
import { EmailPartnerModule } from '../email-partner/email-partner.module.js';
import { ExpertModule } from '../expert/expert.module.js';
import { ChainsController } from './http/chains.controller.js';
import { PartnersController } from './http/partners.controller.js';
import { ReferralsController } from './http/referrals.controller.js';
import { Showing } from './http/showing.js';
import { LettersService } from './letters.service.js';
import { OutcomesService } from './outcomes.service.js';
import { PartnersService } from './partners.service.js';
import { Commands } from './persistence/commands.repository.js';
import { ReferralsQueries } from './persistence/referrals.queries.js';
import { Referrals } from './persistence/referrals.repository.js';
import { ReceiversService } from './receivers.service.js';
import { ReferralRunner } from './referral-runner.js';
import { ReferralsService } from './referrals.service.js';

/** Referrals: where a question may go, sending it, and what becomes of it. */
@Module({
  imports: [BarModule, EmailPartnerModule, ExpertModule],
  controllers: [ChainsController, PartnersController, ReferralsController],
  providers: [
    Commands,
    LettersService,
    OutcomesService,
    PartnersService,
    ReceiversService,
    ReferralRunner,
    Referrals,
    ReferralsQueries,
    ReferralsService,
    Showing,
  ],
  exports: [LettersService, OutcomesService, ReceiversService],
})
export class ReferralModule {}
