import { Module } from '@nestjs/common';
import { AvailabilityModule } from '../availability/availability.module.js';
import { FormModule } from '../form/form.module.js';
import { LinesModule } from '../lines/lines.module.js';
import { LiveModule } from '../live/live.module.js';
import { MonitorModule } from '../monitor/monitor.module.js';
import { NotesModule } from '../notes/notes.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { ReadingModule } from '../reading/reading.module.js';
import { SessionModule } from '../session/session.module.js';
import { TranscriptModule } from '../transcript/transcript.module.js';
import { TransferModule } from '../transfer/transfer.module.js';
import { ClosedLibrariesService } from './closed-libraries.service.js';
import { ContactsService } from './contacts.service.js';
import { ConversationService } from './conversation.service.js';
import { ClosingReactions } from './events/closing.reactions.js';
import { SessionJobs } from './events/jobs.js';
import { ConversationController } from './http/conversation.controller.js';
import { OffersController } from './http/offers.controller.js';
import { SignalsController } from './http/signals.controller.js';
import { OfferExplanations } from './offer-explanations.service.js';
import { OffersService } from './offers.service.js';
import { SessionCodes } from './session-codes.service.js';
import { SessionsService } from './sessions.service.js';
import { UnattendedService } from './unattended.service.js';

/** What librarians do with sessions, and what time does: accept, end, offer, roll up, give up. */
@Module({
  imports: [
    AvailabilityModule,
    FormModule,
    LinesModule,
    LiveModule,
    MonitorModule,
    NotesModule,
    QueueModule,
    ReadingModule,
    SessionModule,
    TranscriptModule,
    TransferModule,
  ],
  controllers: [ClosingReactions, ConversationController, OffersController, SignalsController],
  providers: [
    ClosedLibrariesService,
    ContactsService,
    ConversationService,
    OfferExplanations,
    OffersService,
    SessionCodes,
    SessionJobs,
    SessionsService,
    UnattendedService,
  ],
  exports: [ConversationService, SessionCodes, SessionsService, UnattendedService],
})
export class AttendingModule {}
