import {
  ApiPage,
  ApiProblems,
  Caller,
  cursorOf,
  PathId,
  readCursor,
  Staff,
  type Page,
  type StaffIdentity,
} from '@carrel/web';
import { Body, Controller, Get, HttpCode, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { ReviewService } from '../review.service.js';
import { incomingMailDto, IncomingMailDto, IncomingMailsQuery, ReleaseDto } from './incoming-mails.dto.js';

const binary = { schema: { type: 'string', format: 'binary' } } as const;

/** Incoming mail: a library's own, and for the operator mail without a known library. */
@ApiTags('incoming mail')
@Controller('v1/incoming-mails')
export class IncomingMailsController {
  constructor(private readonly review: ReviewService) {}

  /**
   * Lists mails that came in, newest first: what joined a question, and what is held or refused, with the reason. Nothing is dropped silently. A
   * page has fewer mails than asked for where their texts are long.
   */
  @Get()
  @Staff('questions.read', 'platform.operate')
  @ApiPage(IncomingMailDto)
  @ApiProblems(404, 503)
  async list(
    @Caller() caller: StaffIdentity,
    @Query() query: IncomingMailsQuery,
  ): Promise<Page<IncomingMailDto>> {
    const before = readCursor(query.cursor, 'id')?.[0];
    const { rows, more } = await this.review.list(caller, query, before, query.limit);
    const items = rows.map(incomingMailDto);
    return { items, nextCursor: more ? cursorOf([items.at(-1)!.id]) : null };
  }

  /** Reads one mail that came in, and what became of it. */
  @Get(':id')
  @Staff('questions.read', 'platform.operate')
  @ApiOkResponse({ type: IncomingMailDto })
  @ApiProblems(404, 503)
  async get(@Caller() caller: StaffIdentity, @PathId() id: string): Promise<IncomingMailDto> {
    return incomingMailDto(await this.review.get(caller, id));
  }

  /** The mail as it came, with its headers and everything it quotes. */
  @Get(':id/original')
  @Staff('questions.read', 'platform.operate')
  @ApiProduces('application/octet-stream')
  @ApiOkResponse(binary)
  @ApiProblems(404, 409, 503)
  async original(@Caller() caller: StaffIdentity, @PathId() id: string): Promise<StreamableFile> {
    return download(await this.review.original(caller, id), `mail-${id}.eml`);
  }

  /** Downloads a file of a mail that came in. */
  @Get(':id/attachments/:attachmentId')
  @Staff('questions.read', 'platform.operate')
  @ApiProduces('application/octet-stream')
  @ApiOkResponse(binary)
  @ApiProblems(403, 404, 503)
  async attachment(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @PathId('attachmentId') attachmentId: string,
  ): Promise<StreamableFile> {
    const { content, name } = await this.review.attachment(caller, id, attachmentId);
    return download(content, name);
  }

  /** Files a held or refused mail in a question, or creates one from it. */
  @Post(':id/release')
  @HttpCode(200)
  @Staff('questions.work', 'questions.assign', 'platform.operate')
  @ApiOkResponse({ type: IncomingMailDto })
  @ApiProblems(404, 409, 422, 429, 503)
  async release(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Body() input: ReleaseDto,
  ): Promise<IncomingMailDto> {
    return incomingMailDto(await this.review.release(caller, id, input));
  }

  /** It stays listed, as rejected, until the library's clocks forget it. */
  @Post(':id/reject')
  @HttpCode(200)
  @Staff('questions.work', 'questions.assign', 'platform.operate')
  @ApiOkResponse({ type: IncomingMailDto })
  @ApiProblems(404, 409)
  async reject(@Caller() caller: StaffIdentity, @PathId() id: string): Promise<IncomingMailDto> {
    return incomingMailDto(await this.review.reject(caller, id));
  }
}

/** Always a download: browsers must not render mail of strangers. */
function download(content: Buffer, name: string): StreamableFile {
  return new StreamableFile(content, {
    type: 'application/octet-stream',
    disposition: `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`,
    length: content.length,
  });
}
