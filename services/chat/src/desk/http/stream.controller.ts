import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems, ApiStream, Caller, openStream, Problem, Public, type Identity } from '@carrel/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Live } from '../../live/live.js';
import type { Librarian } from '../../monitor/domain/monitor.js';
import { MonitorsService } from '../../monitor/monitors.service.js';
import { TalkDto } from '../../notes/http/talk.dto.js';
import { StreamAdmission } from '../../reading/http/admission.js';
import type { Viewer } from '../../reading/session-reader.service.js';
import { StreamQuery } from '../../transcript/http/messages.dto.js';
import { DeskViews } from './desk-views.js';
import { DeskStream } from './desk-stream.js';
import { DeskDto } from './monitor.dto.js';

@ApiTags('streams')
@Controller('v1/monitor/stream')
export class MonitorStreamController {
  constructor(
    private readonly monitors: MonitorsService,
    private readonly desks: DeskViews,
    private readonly live: Live,
    private readonly admission: StreamAdmission,
  ) {}

  /**
   * Server-sent events of a librarian on shift: `desk` holds everything, at the start and at every change, so there
   * is nothing to resume; `talk` is what a colleague says; `close` says why the stream ends.
   * Presence comes from calls, PUT heartbeat at the least.
   */
  @Get()
  @Public()
  @ApiStream({ desk: DeskDto, talk: TalkDto })
  @ApiProblems(401, 403, 409, 429)
  async follow(
    @Query() query: StreamQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Caller() caller: Identity,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { viewer, streamHolder, reconnect } = await this.admission.admit(query.ticket, null, caller, {
      lastEventId,
    });
    const librarian = librarianIn(viewer);
    await this.monitors.holding(librarian);

    const stream = openStream(request, reply, streamHolder, librarian.id);
    stream.reconnectsWith(reconnect);
    const desk = new DeskStream(stream, librarian.id, librarian.signIn, () => this.desks.of(librarian));
    stream.onClose(this.live.watch(desk));
    desk.changed();
  }
}

function librarianIn(viewer: Viewer): Librarian {
  if (viewer.kind === 'patron') throw new Problem(403, 'not-allowed', 'This is for staff.');
  const { kind: _, ...librarian } = viewer;
  return librarian;
}
