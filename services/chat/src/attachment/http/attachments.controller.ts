import {
  Body,
  Controller,
  Get,
  Headers,
  Post,
  Query,
  type OnModuleInit,
  type StreamableFile,
} from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { mediaTypes } from '@carrel/kernel';
import {
  ApiProblems,
  Caller,
  download,
  FileBodyParsers,
  PathId,
  PatronOrStaff,
  RateLimit,
  uploaded,
  type Identity,
} from '@carrel/web';
import { viewerOf } from '../../reading/http/viewer.js';
import { AttachmentsService } from '../attachments.service.js';
import { attachmentLimit } from '../domain/attachment.js';
import { AttachmentDto, AttachmentsDto, FileNameQuery } from './attachments.dto.js';

const binary = { schema: { type: 'string', format: 'binary' } } as const;

@ApiTags('attachments')
@Controller('v1/sessions/:id/attachments')
@PatronOrStaff('chat.answer')
export class AttachmentsController implements OnModuleInit {
  constructor(
    private readonly attachments: AttachmentsService,
    private readonly parsers: FileBodyParsers,
  ) {}

  onModuleInit(): void {
    const routes = ['/api/chat/v1/sessions/:id/attachments'];
    this.parsers.accept({ routes, mediaTypes, limit: attachmentLimit });
  }

  /** Gives the other side a file: the file is the whole body, under its own media type. */
  @Post()
  @RateLimit({ points: 30, seconds: 60, by: 'account' })
  @ApiConsumes(...mediaTypes)
  @ApiBody(binary)
  @ApiCreatedResponse({ type: AttachmentDto })
  @ApiProblems(404, 409, 413, 415, 422)
  async add(
    @PathId() id: string,
    @Query() { name }: FileNameQuery,
    @Headers('content-type') type: string | undefined,
    @Body() body: unknown,
    @Caller() caller: Identity,
  ): Promise<AttachmentDto> {
    const file = { name, ...uploaded(type, body) };
    return AttachmentDto.of(await this.attachments.add(id, viewerOf(caller), file));
  }

  /** Lists the files of a chat. */
  @Get()
  @ApiOkResponse({ type: AttachmentsDto })
  @ApiProblems(404)
  async list(@PathId() id: string, @Caller() caller: Identity): Promise<AttachmentsDto> {
    return { items: (await this.attachments.list(id, viewerOf(caller))).map(AttachmentDto.of) };
  }

  /**
   * Downloads a file of a chat. For both sides of the chat, and later for whoever may read the question it became.
   */
  @Get(':fileId')
  @ApiProduces('application/octet-stream')
  @ApiOkResponse(binary)
  @ApiProblems(404)
  async fetch(
    @PathId() id: string,
    @PathId('fileId') fileId: string,
    @Caller() caller: Identity,
  ): Promise<StreamableFile> {
    return download(await this.attachments.fetch(id, fileId, viewerOf(caller)));
  }
}
