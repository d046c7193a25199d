import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiProblems,
  Caller,
  openStream,
  PathId,
  Problem,
  Public,
  streamHolderOf,
  type Identity,
} from '@carrel/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { personOfViewer, viewerOf } from '../../reading/http/viewer.js';
import { Live } from '../../live/live.js';
import { TicketsService, type Redeemed } from '../../live/tickets.service.js';
import { MonitorsService } from '../../monitor/monitors.service.js';
import type { Session } from '../../session/domain/session.js';
import { SessionViews } from '../../reading/http/session-views.js';
import { SessionReader, type Viewer } from '../../reading/session-reader.service.js';
import { TranscriptService } from '../transcript.service.js';
import { StreamQuery } from './messages.dto.js';
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
    private readonly tickets: TicketsService,
  ) {}

  /**
   * Server-sent events of one session: `message` (a line, its id the resume point), `session` (its state, at the
   * start and at every change), `typing` and `read` (passing notices), `close` (why the stream ends). Credentials as elsewhere, or a ticket.
   */
  @Get()
  @Public()
  @ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' } } } })
  @ApiProblems(400, 401, 404, 409, 422, 429)
  async follow(
    @PathId() id: string,
    @Query() query: StreamQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Caller() caller: Identity,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const redeemed = await this.admitted(id, query.ticket, caller);
    const viewer = redeemed.viewer as Viewer;
    const session = await this.followed(id, viewer);
    const after = readResumePoint(id, await this.transcript.lastSeq(id), lastEventId || query.after);

    const stream = openStream(request, reply, redeemed.streamHolder, personOfViewer(viewer));
    const reader = new SessionStream(
      stream,
      session,
      {
        session: () => this.followed(id, viewer),
        view: (now) => this.views.full(now, viewer),
        lines: (now, seq) => this.transcript.after(now, seq, PAGE),
        lastSeq: () => this.transcript.lastSeq(id),
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

  private async admitted(id: string, ticket: string | undefined, caller: Identity): Promise<Redeemed> {
    if (ticket === undefined) return { viewer: viewerOf(caller), streamHolder: streamHolderOf(caller) };
    const redeemed = await this.tickets.redeem(ticket, id);
    if (!redeemed)
      throw new Problem(401, 'bad-ticket', 'This ticket is used, expired or for another stream.');
    return redeemed;
  }
}
