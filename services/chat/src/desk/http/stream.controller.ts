import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems, Caller, openStream, Problem, Public, streamHolderOf, type Identity } from '@carrel/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { viewerOf } from '../../reading/http/viewer.js';
import { Live } from '../../live/live.js';
import { TicketsService, type Redeemed } from '../../live/tickets.service.js';
import type { Viewer } from '../../reading/session-reader.service.js';
import { StreamQuery } from '../../transcript/http/messages.dto.js';
import type { Librarian } from '../../monitor/domain/monitor.js';
import { MonitorsService } from '../../monitor/monitors.service.js';
import { DeskViews } from './desk-views.js';
import { DeskStream } from './desk-stream.js';

@ApiTags('streams')
@Controller('v1/monitor/stream')
export class MonitorStreamController {
  constructor(
    private readonly monitors: MonitorsService,
    private readonly desks: DeskViews,
    private readonly live: Live,
    private readonly tickets: TicketsService,
  ) {}

  /**
   * Server-sent events of a librarian on shift: `desk` holds everything, at the start and at every change, so there
   * is nothing to resume; `talk` is what a colleague says; `close` says why the stream ends.
   * Presence comes from calls, PUT heartbeat at the least.
   */
  @Get()
  @Public()
  @ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' } } } })
  @ApiProblems(401, 403, 409, 429)
  async follow(
    @Query() query: StreamQuery,
    @Caller() caller: Identity,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { viewer, streamHolder } = await this.admitted(query.ticket, caller);
    const librarian = librarianIn(viewer as Viewer);
    await this.monitors.holding(librarian);

    const stream = openStream(request, reply, streamHolder, librarian.id);
    const desk = new DeskStream(stream, librarian.id, librarian.signIn, () => this.desks.of(librarian));
    stream.onClose(this.live.watch(desk));
    desk.changed();
  }

  private async admitted(ticket: string | undefined, caller: Identity): Promise<Redeemed> {
    if (ticket === undefined) return { viewer: viewerOf(caller), streamHolder: streamHolderOf(caller) };
    const redeemed = await this.tickets.redeem(ticket, null);
    if (!redeemed)
      throw new Problem(401, 'bad-ticket', 'This ticket is used, expired or for another stream.');
    return redeemed;
  }
}

function librarianIn(viewer: Viewer): Librarian {
  if (viewer.kind === 'patron') throw new Problem(403, 'not-allowed', 'This is for staff.');
  const { kind: _, ...librarian } = viewer;
  return librarian;
}
