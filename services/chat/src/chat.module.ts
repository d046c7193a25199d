import { Module } from '@nestjs/common';
import { Directory, DirectoryModule } from '@carrel/directory';
import { Clock } from '@carrel/kernel';
import { MessagingModule } from '@carrel/messaging';
import {
  ACCOUNT_STANDING,
  ALLOWED_ORIGINS,
  PatronMarks,
  secretsOf,
  WebModule,
  type AccountStanding,
  type AllowedOrigins,
} from '@carrel/web';
import { AbuseService } from './ban/abuse.service.js';
import { BansService } from './ban/bans.service.js';
import { BansController } from './ban/http/bans.controller.js';
import { Bans } from './ban/persistence/bans.repository.js';
import { RequestsService } from './ban/requests.service.js';
import { WaitingLimits } from './session/persistence/waiting-limits.js';
import { AttachmentsService } from './attachment/attachments.service.js';
import { AttachmentsController } from './attachment/http/attachments.controller.js';
import { Attachments } from './attachment/persistence/attachments.repository.js';
import { Heartbeat } from './live/heartbeat.js';
import { TicketsController } from './live/http/tickets.controller.js';
import { Live } from './live/live.js';
import { StreamTickets } from './live/persistence/stream-tickets.repository.js';
import { Presence } from './live/presence.js';
import { Signals } from './live/signals.js';
import { TicketsService } from './live/tickets.service.js';
import { MonitorJobs } from './monitor/events/jobs.js';
import { MonitorController } from './monitor/http/monitor.controller.js';
import { DeskViews } from './monitor/http/desk-views.js';
import { MonitorStreamController } from './monitor/http/stream.controller.js';
import { MonitorsService } from './monitor/monitors.service.js';
import { MonitorsQueries } from './monitor/persistence/monitors.queries.js';
import { Monitors } from './monitor/persistence/monitors.repository.js';
import { AvailabilityService } from './queue/availability.service.js';
import { HoursService } from './queue/hours.service.js';
import { HoursController } from './queue/http/hours.controller.js';
import { OpeningHoursOfQueues } from './queue/persistence/opening-hours.repository.js';
import { PolicyReactions } from './queue/events/policy.reactions.js';
import { PatronPagesController } from './page/http/patron-pages.controller.js';
import { PatronPages } from './page/patron-pages.service.js';
import { QueuesController } from './queue/http/queues.controller.js';
import { Queues } from './queue/persistence/queues.repository.js';
import { QueuesService } from './queue/queues.service.js';
import { ClosingReactions } from './session/events/closing.reactions.js';
import { SessionJobs } from './session/events/jobs.js';
import { SessionViews } from './session/http/session-views.js';
import { SessionsController } from './session/http/sessions.controller.js';
import { OffersController } from './session/http/offers.controller.js';
import { OfferExplanations } from './session/offer-explanations.service.js';
import { Talk } from './live/talk.js';
import { TalkController } from './notes/http/talk.controller.js';
import { TalkService } from './notes/talk.service.js';
import { SupervisionController } from './transcript/http/supervision.controller.js';
import { NotesAnswers } from './notes/events/answers.js';
import { Notes } from './notes/persistence/notes.repository.js';
import { SessionNotesService } from './notes/session-notes.service.js';
import { ChatForms } from './session/chat-forms.service.js';
import { ClosedLibrariesService } from './session/closed-libraries.service.js';
import { ContactsService } from './session/contacts.service.js';
import { ConversationService } from './session/conversation.service.js';
import { ConversationController } from './session/http/conversation.controller.js';
import { FormsController } from './session/http/forms.controller.js';
import { SignalsController } from './session/http/signals.controller.js';
import { OffersService } from './session/offers.service.js';
import { SessionsQueries } from './session/persistence/sessions.queries.js';
import { Sessions } from './session/persistence/sessions.repository.js';
import { SessionCodes } from './session/session-codes.service.js';
import { SessionReader } from './session/session-reader.service.js';
import { SessionsService } from './session/sessions.service.js';
import { SurveyInvitations } from './session/survey-invitations.service.js';
import { UnattendedService } from './session/unattended.service.js';
import { ErasureService } from './transcript/erasure.service.js';
import { TranscriptAnswers } from './transcript/events/answers.js';
import { ErasureReactions } from './transcript/events/erasure.reactions.js';
import { MessagesController } from './transcript/http/messages.controller.js';
import { SessionStreamController } from './transcript/http/stream.controller.js';
import { Erasing } from './transcript/persistence/erasing.js';
import { Lanes } from './transcript/persistence/lanes.js';
import { Lines } from './transcript/persistence/lines.repository.js';
import { TranscriptService } from './transcript/transcript.service.js';
import { TransferJobs } from './transfer/events/jobs.js';
import { TransfersController } from './transfer/http/transfers.controller.js';
import { Transfers } from './transfer/persistence/transfers.repository.js';
import { TransferTargets } from './transfer/transfer-targets.service.js';
import { TransfersService } from './transfer/transfers.service.js';
import { StreamAdmission } from './live/http/admission.js';
import { NoticesReactions } from './notice/events/notices.reactions.js';
import { NoticesController } from './notice/http/notices.controller.js';
import { NoticesService } from './notice/notices.service.js';
import { Notices } from './notice/persistence/notices.repository.js';
import { DeskSnapshots } from './staff-stream/http/desk-snapshots.js';
import { StaffStreamController } from './staff-stream/http/staff-stream.controller.js';
import { ReadingMarks } from './transcript/persistence/reading.repository.js';
import { figures } from './persistence/figures.js';

@Module({
  imports: [
    WebModule.forRoot({ service: 'chat' }),
    MessagingModule.forRoot({ service: 'chat', figures }),
    DirectoryModule,
  ],
  controllers: [
    PolicyReactions,
    QueuesController,
    HoursController,
    MonitorController,
    MonitorStreamController,
    SessionsController,
    BansController,
    SignalsController,
    ConversationController,
    FormsController,
    PatronPagesController,
    NotesAnswers,
    TalkController,
    SupervisionController,
    OffersController,
    MessagesController,
    AttachmentsController,
    SessionStreamController,
    TransfersController,
    TicketsController,
    TranscriptAnswers,
    ErasureReactions,
    ClosingReactions,
    NoticesController,
    NoticesReactions,
    StaffStreamController,
  ],
  providers: [
    Clock,
    Queues,
    QueuesService,
    OpeningHoursOfQueues,
    HoursService,
    AvailabilityService,
    Monitors,
    MonitorsQueries,
    MonitorsService,
    MonitorJobs,
    DeskViews,
    Sessions,
    SessionsQueries,
    SessionsService,
    WaitingLimits,
    RequestsService,
    BansService,
    AbuseService,
    Bans,
    { provide: PatronMarks, useFactory: () => new PatronMarks(secretsOf()) },
    SessionCodes,
    SessionReader,
    UnattendedService,
    ConversationService,
    ContactsService,
    ClosedLibrariesService,
    ChatForms,
    PatronPages,
    Notes,
    SessionNotesService,
    Talk,
    TalkService,
    OfferExplanations,
    OffersService,
    SessionJobs,
    SessionViews,
    SurveyInvitations,
    Lines,
    Erasing,
    ErasureService,
    Lanes,
    TranscriptService,
    Attachments,
    AttachmentsService,
    Transfers,
    TransferTargets,
    TransfersService,
    TransferJobs,
    Live,
    Presence,
    Signals,
    Heartbeat,
    StreamTickets,
    TicketsService,
    StreamAdmission,
    ReadingMarks,
    Notices,
    NoticesService,
    DeskSnapshots,
    {
      provide: ACCOUNT_STANDING,
      inject: [Directory],
      useFactory:
        (directory: Directory): AccountStanding =>
        (id) =>
          directory.account(id),
    },
    {
      provide: ALLOWED_ORIGINS,
      inject: [Directory],
      useFactory:
        (directory: Directory): AllowedOrigins =>
        (origin) =>
          directory.hasWebOrigin(origin),
    },
  ],
})
export class ChatModule {}
