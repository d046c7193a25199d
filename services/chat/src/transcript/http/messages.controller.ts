import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems, Caller, OwnIdempotency, PathId, PatronOrStaff, type Identity } from '@carrel/web';
import { viewerOf } from '../../live/http/viewer.js';
import { SessionReader } from '../../session/session-reader.service.js';
import { TranscriptService } from '../transcript.service.js';
import { LineDto, LinesDto, LinesQuery, MessageDto } from './messages.dto.js';
import { readResumePoint } from './resume-point.js';

@ApiTags('messages')
@Controller('v1/sessions/:id/messages')
export class MessagesController {
  constructor(
    private readonly transcript: TranscriptService,
    private readonly sessions: SessionReader,
  ) {}

  /** Writes a line; the same clientId again answers the line that is there. */
  @Post()
  @PatronOrStaff('chat.answer')
  @OwnIdempotency()
  @ApiCreatedResponse({ type: LineDto })
  @ApiProblems(404, 409)
  async write(
    @PathId() id: string,
    @Body() message: MessageDto,
    @Caller() caller: Identity,
  ): Promise<LineDto> {
    return this.transcript.write(id, viewerOf(caller), message.text, message.clientId);
  }

  /** Lines after the given one, for clients that poll and for reading the transcript. */
  @Get()
  @PatronOrStaff('chat.answer')
  @ApiOkResponse({ type: LinesDto })
  @ApiProblems(404)
  async read(
    @PathId() id: string,
    @Query() query: LinesQuery,
    @Caller() caller: Identity,
  ): Promise<LinesDto> {
    const session = await this.sessions.readAsParty(id, viewerOf(caller));
    const lastSeq = await this.transcript.lastSeq(id);
    const items = await this.transcript.after(
      session,
      readResumePoint(id, lastSeq, query.after),
      query.limit,
    );
    const last = items.at(-1)?.seq ?? lastSeq;
    return { items, nextCursor: last < lastSeq ? String(last) : null, lastSeq, status: session.status };
  }
}
