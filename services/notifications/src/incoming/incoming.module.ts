import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { MailModule } from '../mail/mail.module.js';
import { Arrivals } from './arrivals.service.js';
import { BouncesService } from './bounces.service.js';
import { Destinations } from './destinations.js';
import { ImapReceiver } from './receivers/imap-receiver.js';
import { SmtpReceiver } from './receivers/smtp-receiver.js';
import { IncomingReactions } from './events/incoming.reactions.js';
import { HandlingService } from './handling.service.js';
import { HeldMailsService } from './held-mails.service.js';
import { IncomingMailsController } from './http/incoming-mails.controller.js';
import { UnfiledMailsController } from './http/unfiled-mails.controller.js';
import { MailErasureService } from './mail-erasure.service.js';
import { IncomingMailsQueries } from './persistence/incoming-mails.queries.js';
import { IncomingMails } from './persistence/incoming-mails.repository.js';
import { SoftBounces } from './persistence/soft-bounces.repository.js';
import { UnfiledMails } from './persistence/unfiled-mails.queries.js';
import { QuestionUpdates } from './question-updates.js';
import { MailReader } from './reading/mail-reader.js';
import { ReviewService } from './review.service.js';
import { Tracing } from './tracing.js';
import { UnfiledMailsService } from './unfiled-mails.service.js';

/** Everything that arrives by mail. */
@Module({
  imports: [DeliveryModule, MailModule],
  controllers: [IncomingMailsController, IncomingReactions, UnfiledMailsController],
  providers: [
    Arrivals,
    BouncesService,
    Destinations,
    HandlingService,
    HeldMailsService,
    ImapReceiver,
    IncomingMails,
    IncomingMailsQueries,
    MailErasureService,
    MailReader,
    QuestionUpdates,
    ReviewService,
    SmtpReceiver,
    SoftBounces,
    Tracing,
    UnfiledMails,
    UnfiledMailsService,
  ],
})
export class IncomingModule {}
