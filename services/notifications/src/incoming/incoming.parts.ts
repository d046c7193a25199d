import { Arrivals } from './arrivals.service.js';
import { BouncesService } from './bounces.service.js';
import { QuestionUpdates } from './question-updates.js';
import { INCOMING_CONFIG, incomingConfig } from './config.js';
import { Destinations } from './destinations.js';
import { ImapReceiver } from './receivers/imap-receiver.js';
import { SmtpReceiver } from './receivers/smtp-receiver.js';
import { IncomingReactions } from './events/incoming.reactions.js';
import { MailErasureService } from './mail-erasure.service.js';
import { HandlingService } from './handling.service.js';
import { HeldMailsService } from './held-mails.service.js';
import { IncomingMailsController } from './http/incoming-mails.controller.js';
import { UnfiledMailsController } from './http/unfiled-mails.controller.js';
import { IncomingMailsQueries } from './persistence/incoming-mails.queries.js';
import { IncomingMails } from './persistence/incoming-mails.repository.js';
import { SoftBounces } from './persistence/soft-bounces.repository.js';
import { UnfiledMails } from './persistence/unfiled-mails.queries.js';
import { MailReader } from './reading/mail-reader.js';
import { ReturnAddresses } from './return-addresses.js';
import { ReviewService } from './review.service.js';
import { Tracing } from './tracing.js';
import { UnfiledMailsService } from './unfiled-mails.service.js';

/** Providers for incoming mail. */
export const incoming = {
  controllers: [IncomingMailsController, IncomingReactions, UnfiledMailsController],
  providers: [
    { provide: INCOMING_CONFIG, useFactory: () => incomingConfig() },
    Arrivals,
    BouncesService,
    QuestionUpdates,
    Destinations,
    MailErasureService,
    HandlingService,
    HeldMailsService,
    ImapReceiver,
    IncomingMails,
    IncomingMailsQueries,
    MailReader,
    ReturnAddresses,
    ReviewService,
    SmtpReceiver,
    SoftBounces,
    Tracing,
    UnfiledMails,
    UnfiledMailsService,
  ],
};
