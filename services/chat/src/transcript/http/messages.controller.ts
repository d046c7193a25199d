import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  ApiProblems,
  Caller,
  callerOf,
  Frequent,
  OwnIdempotency,
  PathId,
  pathId,
  PatronOrStaff,
  type Identity,
} from '@carrel/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { viewerOf } from '../../reading/http/viewer.js';
import { SessionReader } from '../../reading/session-reader.service.js';
import { TranscriptService } from '../transcript.service.js';
import { messageOf } from './message.js';
import { LinesDto, LinesQuery, MessageDto, WrittenLineDto } from './messages.dto.js';
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
  @Frequent()
  @ApiCreatedResponse({ type: WrittenLineDto })
  @ApiProblems(404, 409)
  @ApiParam({ name: 'id', type: String })
  @ApiBody({ type: MessageDto })
  async write(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    // The chat's hot path: no pipes and no serializer between the request and the line.
    const id = pathId((request.params as { id: string }).id);
    const { text, clientId } = messageOf(request.body);
    const line = await this.transcript.write(id, viewerOf(callerOf(request)), text, clientId);
    void reply.code(201).header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(line));
  }

  /**
   * Lines after the given one, for clients that poll and for reading the transcript: by both sides, by staff of the
   * patron's library, and afterwards by whoever may read the question.
   */
  @Get()
  @PatronOrStaff('chat.answer')
  @ApiOkResponse({ type: LinesDto })
  @ApiProblems(404)
  async read(
    @PathId() id: string,
    @Query() query: LinesQuery,
    @Caller() caller: Identity,
  ): Promise<LinesDto> {
    const viewer = viewerOf(caller);
    const session = await this.sessions.readTranscript(id, viewer);
    const status = viewer.kind === 'patron' ? session.statusForPatron : session.status;
    const lastSeq = await this.transcript.lastSeq(id);
    const items = await this.transcript.after(
      session,
      readResumePoint(id, lastSeq, query.after),
      query.limit,
    );
    const last = items.at(-1)?.seq ?? lastSeq;
    return { items, nextCursor: last < lastSeq ? String(last) : null, lastSeq, status };
  }
}
