import { AddsNames, Names } from '@carrel/directory';
import {
  ApiProblems,
  Caller,
  etagOf,
  PathId,
  PatronOrStaff,
  Problem,
  RateLimit,
  Staff,
  type PatronIdentity,
  type StaffIdentity,
  versionIn,
} from '@carrel/web';
import { Body, Controller, Delete, Get, Headers, HttpCode, Post, Put, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Written } from '../../question/command-runner.js';
import { ConversationService } from '../conversation.service.js';
import { WrittenDto } from '../../followup/http/commands.dto.js';
import type { Draft } from '../conversation.service.js';
import { draftDto, DraftDto, DraftInputDto, LetterDto, RepliedDto, ReplyDto } from './conversation.dto.js';
import { peopleOf, rowDto } from '../../question/http/question-row.dto.js';

const etag = { ETag: { description: 'the version', schema: { type: 'string' as const } } };
const staleWhen = 'the ETag last read; 412 when it is stale';

/** Messages between library and patron. */
@ApiTags('questions')
@Controller('v1/questions/:id')
@AddsNames()
export class ConversationController {
  constructor(
    private readonly conversation: ConversationService,
    private readonly names: Names,
  ) {}

  /** Sends a message to the patron, without a change of status. */
  @Post('messages')
  @Staff('questions.work')
  @ApiCreatedResponse({ type: WrittenDto })
  @ApiProblems(404, 409, 422)
  async message(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Body() { text }: LetterDto,
  ): Promise<WrittenDto> {
    return this.show(await this.conversation.message(caller, id, text));
  }

  /** Asks the patron; the question is Pending until he or she replies. */
  @Post('clarifications')
  @Staff('questions.work')
  @ApiCreatedResponse({ type: WrittenDto })
  @ApiProblems(404, 409, 422)
  async clarify(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Body() { text }: LetterDto,
  ): Promise<WrittenDto> {
    return this.show(await this.conversation.clarify(caller, id, text));
  }

  /** A reply of the patron, with the token that asking the question returned. */
  @Post('replies')
  @PatronOrStaff('questions.work')
  @RateLimit({ points: 20, seconds: 60, by: 'account' })
  @ApiCreatedResponse({ type: RepliedDto })
  @ApiProblems(404, 422)
  async reply(
    @Caller() caller: StaffIdentity | PatronIdentity,
    @PathId() id: string,
    @Body() { text, fileIds }: ReplyDto,
  ): Promise<RepliedDto> {
    if (caller.kind !== 'patron') throw new Problem(403, 'not-allowed', 'Only the patron replies here.');
    return this.conversation.reply(caller.tokenHash, id, text, fileIds);
  }

  /** The patron needs nothing more: the question is closed for every library. A reply opens it again. */
  @Post('solved')
  @HttpCode(204)
  @PatronOrStaff('questions.work')
  @RateLimit({ points: 20, seconds: 60, by: 'account' })
  @ApiNoContentResponse()
  @ApiProblems(403, 404, 409)
  async solved(@Caller() caller: StaffIdentity | PatronIdentity, @PathId() id: string): Promise<void> {
    if (caller.kind !== 'patron') throw new Problem(403, 'not-allowed', 'Only the patron says so here.');
    await this.conversation.solved(caller.tokenHash, id);
  }

  /** The draft of the answer, visible to the library that has the turn. */
  @Get('draft')
  @Staff('questions.work')
  @ApiOkResponse({ type: DraftDto, headers: etag })
  @ApiProblems(404, 409)
  async draft(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftDto> {
    return this.tagged(await this.conversation.draft(caller, id), reply);
  }

  /** Keeps the draft of the answer; with If-Match only over the version that was read. */
  @Put('draft')
  @Staff('questions.work')
  @ApiHeader({ name: 'If-Match', required: false, description: `${staleWhen}; "0" while there is none` })
  @ApiOkResponse({ type: DraftDto, headers: etag })
  @ApiProblems(404, 409, 412)
  async keepDraft(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Body() { text, fileIds }: DraftInputDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftDto> {
    const draft = await this.conversation.keepDraft(caller, id, text, fileIds, versionIn(ifMatch));
    return this.tagged(draft, reply);
  }

  /** Throws the draft of the answer away. */
  @Delete('draft')
  @HttpCode(204)
  @Staff('questions.work')
  @ApiHeader({ name: 'If-Match', required: false, description: staleWhen })
  @ApiNoContentResponse()
  @ApiProblems(404, 409, 412)
  async dropDraft(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    await this.conversation.dropDraft(caller, id, versionIn(ifMatch));
  }

  /** Sends the draft as the answer. The second step: sends what the draft says as the answer. */
  @Post('draft/send')
  @Staff('questions.work')
  @ApiHeader({ name: 'If-Match', required: false, description: staleWhen })
  @ApiCreatedResponse({ type: WrittenDto })
  @ApiProblems(404, 409, 412, 422)
  async sendDraft(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<WrittenDto> {
    return this.show(await this.conversation.sendDraft(caller, id, versionIn(ifMatch)));
  }

  private async tagged(draft: Draft, reply: FastifyReply): Promise<DraftDto> {
    void reply.header('etag', etagOf(draft.version));
    return draftDto(draft, await this.names.of([draft.authorId]));
  }

  private async show({ id, question }: Written): Promise<WrittenDto> {
    return { id, question: rowDto(question, await this.names.of(peopleOf(question))) };
  }
}
