import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { DeliveriesService } from './deliveries.service.js';
import { AnswersToOthers } from './events/answers.js';
import { DeliveriesController } from './http/deliveries.controller.js';
import { MailFacts } from './mail-facts.service.js';
import { MailQueue } from './mail-queue.js';
import { DeliveriesQueries } from './persistence/deliveries.queries.js';
import { Deliveries } from './persistence/deliveries.repository.js';
import { RecipientLimits } from './persistence/recipient-limits.repository.js';
import { SessionQuestions } from './persistence/session-questions.repository.js';
import { Suppressions } from './persistence/suppressions.repository.js';
import { Schedule } from './schedule.js';
import { Sending } from './sending.js';
import { Upkeep } from './upkeep.js';
import { Wordings } from './wordings.js';

/** Mails on their way: queued, bundled, held back, sent, failed, and who takes none. */
@Module({
  imports: [MailModule],
  controllers: [AnswersToOthers, DeliveriesController],
  providers: [
    Deliveries,
    DeliveriesQueries,
    DeliveriesService,
    MailFacts,
    MailQueue,
    RecipientLimits,
    Schedule,
    Sending,
    SessionQuestions,
    Suppressions,
    Upkeep,
    Wordings,
  ],
  exports: [Deliveries, DeliveriesQueries, MailFacts, MailQueue, SessionQuestions, Suppressions, Wordings],
})
export class DeliveryModule {}
