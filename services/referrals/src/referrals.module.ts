import { DirectoryModule } from '@carrel/directory';
import { Clock } from '@carrel/kernel';
import { MessagingModule } from '@carrel/messaging';
import { WebModule } from '@carrel/web';
import { Module } from '@nestjs/common';
import { ReferralRunner } from './referral-runner.js';
import { EmailPartnersService } from './email-partners.service.js';
import { AnswersToOthers } from './events/answers.js';
import { Reactions } from './events/reactions.js';
import { ExpertsService } from './experts.service.js';
import { ChainsController } from './http/chains.controller.js';
import { EmailPartnersController } from './http/email-partners.controller.js';
import { ExpertsController } from './http/experts.controller.js';
import { PartnersController } from './http/partners.controller.js';
import { ReferralsController } from './http/referrals.controller.js';
import { Showing } from './http/showing.js';
import { LettersService } from './letters.service.js';
import { OutcomesService } from './outcomes.service.js';
import { PartnersService } from './partners.service.js';
import { Commands } from './persistence/commands.repository.js';
import { EmailPartners } from './persistence/email-partners.repository.js';
import { Experts } from './persistence/experts.repository.js';
import { ReferralsQueries } from './persistence/referrals.queries.js';
import { Referrals } from './persistence/referrals.repository.js';
import { ReceiversService } from './receivers.service.js';
import { ReferralsService } from './referrals.service.js';
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
