import { DirectoryModule } from '@carrel/directory';
import { Clock } from '@carrel/kernel';
import { MessagingModule } from '@carrel/messaging';
import { WebModule } from '@carrel/web';
import { Module } from '@nestjs/common';
import { ReferralRunner } from './referral/referral-runner.js';
import { EmailPartnersService } from './email-partner/email-partners.service.js';
import { AnswersToOthers } from './events/answers.js';
import { Reactions } from './events/reactions.js';
import { ExpertsService } from './expert/experts.service.js';
import { ChainsController } from './referral/http/chains.controller.js';
import { EmailPartnersController } from './email-partner/http/email-partners.controller.js';
import { ExpertsController } from './expert/http/experts.controller.js';
import { PartnersController } from './referral/http/partners.controller.js';
import { ReferralsController } from './referral/http/referrals.controller.js';
import { Showing } from './referral/http/showing.js';
import { LettersService } from './referral/letters.service.js';
import { OutcomesService } from './referral/outcomes.service.js';
import { PartnersService } from './referral/partners.service.js';
import { Commands } from './referral/persistence/commands.repository.js';
import { EmailPartners } from './email-partner/persistence/email-partners.repository.js';
import { Experts } from './expert/persistence/experts.repository.js';
import { ReferralsQueries } from './referral/persistence/referrals.queries.js';
import { Referrals } from './referral/persistence/referrals.repository.js';
import { ReceiversService } from './referral/receivers.service.js';
import { ReferralsService } from './referral/referrals.service.js';
import { rotaControllers, rotaProviders } from './rota.parts.js';

@Module({
  imports: [
    MessagingModule.forRoot({ service: 'referrals' }),
    WebModule.forRoot({ service: 'referrals' }),
    DirectoryModule,
  ],
  controllers: [
    PartnersController,
    ChainsController,
    ExpertsController,
    EmailPartnersController,
    ReferralsController,
    Reactions,
    AnswersToOthers,
    ...rotaControllers,
  ],
  providers: [
    Clock,
    ReferralRunner,
    Commands,
    EmailPartners,
    EmailPartnersService,
    Experts,
    ExpertsService,
    LettersService,
    OutcomesService,
    PartnersService,
    ReceiversService,
    Referrals,
    ReferralsQueries,
    ReferralsService,
    Showing,
    ...rotaProviders,
  ],
})
export class ReferralsModule {}
