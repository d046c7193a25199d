import { DirectoryModule } from '@carrel/directory';
import { Clock } from '@carrel/kernel';
import { MessagingModule } from '@carrel/messaging';
import { WebModule } from '@carrel/web';
import { Module } from '@nestjs/common';
import { CarryingOut } from './carrying-out.js';
import { Reactions } from './events/reactions.js';
import { PartnersController } from './http/partners.controller.js';
import { ReferralsController } from './http/referrals.controller.js';
import { OutcomesService } from './outcomes.service.js';
import { PartnersService } from './partners.service.js';
import { Commands } from './persistence/commands.repository.js';
import { ReferralsQueries } from './persistence/referrals.queries.js';
import { Referrals } from './persistence/referrals.repository.js';
import { ReferralsService } from './referrals.service.js';
import { rotaControllers, rotaProviders } from './rota.parts.js';

@Module({
  imports: [
    MessagingModule.forRoot({ service: 'referrals' }),
    WebModule.forRoot({ service: 'referrals' }),
    DirectoryModule,
  ],
  controllers: [PartnersController, ReferralsController, Reactions, ...rotaControllers],
  providers: [
    Clock,
    CarryingOut,
    Commands,
    OutcomesService,
    PartnersService,
    Referrals,
    ReferralsQueries,
    ReferralsService,
    ...rotaProviders,
  ],
})
export class ReferralsModule {}
