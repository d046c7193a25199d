import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { ApiProblems, ApiStream, Caller, openStream, PathId, Public, type Identity } from '@carrel/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Clock } from '@carrel/kernel';
import { Live } from '../../live/live.js';
import { MonitorsService } from '../../monitor/monitors.service.js';
import { StreamAdmission } from '../../reading/http/admission.js';
import { SessionDto } from '../../reading/http/session.dto.js';
import { SessionViews } from '../../reading/http/session-views.js';
import { SignalEventDto } from '../../reading/http/signal.dto.js';
import { personOfViewer } from '../../reading/http/viewer.js';
import { SessionReader, type Viewer } from '../../reading/session-reader.service.js';
import type { Session } from '../../session/domain/session.js';
import { TranscriptService } from '../transcript.service.js';
import { ShownLineDto, StreamQuery } from './messages.dto.js';
import { readResumePoint } from './resume-point.js';
import { SessionStream } from './session-stream.js';

const PAGE = 200;

@ApiTags('streams')
@Controller('v1/sessions/:id/stream')
export class SessionStreamController {
  constructor(
    private readonly sessions: SessionReader,
    private readonly monitors: MonitorsService,
    private readonly views: SessionViews,
    private readonly transcript: TranscriptService,
    private readonly live: Live,
    private readonly admission: StreamAdmission,
    private readonly clock: Clock,
  ) {}

  /**
   * Server-sent events of one session: `message` (a line, its id the resume point), `session` (its state, at the
   * start and at every change), `typing` and `read` (passing notices), `close` (why the stream ends). Credentials as elsewhere, or a ticket.
   */
  @Get()
  @Public()
  @ApiHeader({
    name: 'last-event-id',
    required: false,
    description: 'the id of the last event that was seen',
    schema: { type: 'string', maxLength: 200 },
  })
  @ApiStream({ message: ShownLineDto, session: SessionDto, typing: SignalEventDto, read: SignalEventDto })
  @ApiProblems(400, 401, 404, 409, 422, 429)
  async follow(
    @PathId() id: string,
    @Query() query: StreamQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Caller() caller: Identity,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const admitted = await this.admission.admit(query.ticket, id, caller, {
      lastEventId,
      after: query.after,
    });
    const { viewer } = admitted;
    const session = await this.followed(id, viewer);
    const after = readResumePoint(id, await this.transcript.lastSeq(id), admitted.from);

    const stream = openStream(request, reply, admitted.streamHolder, personOfViewer(viewer));
    stream.reconnectsWith(admitted.reconnect);
    const reader = new SessionStream(
      stream,
      session,
      {
        session: () => this.followed(id, viewer),
        view: (now) => this.views.full(now, viewer),
        lines: (now, seq) => this.transcript.after(now, seq, PAGE),
        lastSeq: () => this.transcript.lastSeq(id),
        now: () => this.clock.now(),
        ...(viewer.kind === 'librarian' && { silenceTimes: () => this.views.silenceTimes(viewer) }),
      },
      after,
      viewer.kind === 'patron' ? viewer.tokenHash : undefined,
    );
    stream.onClose(this.live.follow(id, reader));
    reader.changed();
  }

  /** As long as the viewer is a party, and a librarian by the sign-in that has the shift (B13). */
  private async followed(id: string, viewer: Viewer): Promise<Session> {
    const session = await this.sessions.readAsParty(id, viewer);
    if (viewer.kind === 'librarian') await this.monitors.mustNotBeElsewhere(viewer);
    return session;
  }
}
