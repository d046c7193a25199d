import { mediaTypes } from '@carrel/kernel';
import {
  ApiProblems,
  Caller,
  download,
  FileBodyParsers,
  PathId,
  PatronOrStaff,
  Public,
  RateLimit,
  Staff,
  uploaded,
  type PatronIdentity,
  type StaffIdentity,
} from '@carrel/web';
import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Query,
  StreamableFile,
  type OnModuleInit,
} from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { fileLimit } from '../domain/file.js';
import { FilesService } from '../files.service.js';
import { FileNameQuery, StaffFileDto, staffFileDto } from './files.dto.js';

const binary = { schema: { type: 'string', format: 'binary' } } as const;

/** Files sent with answers. */
@ApiTags('files')
@Controller('v1')
export class FilesController implements OnModuleInit {
  constructor(
    private readonly files: FilesService,
    private readonly parsers: FileBodyParsers,
  ) {}

  onModuleInit(): void {
    const routes = ['/api/questions/v1/questions/:id/files'];
    this.parsers.accept({ routes, mediaTypes, limit: fileLimit });
  }

  /**
   * Uploads a file to be sent with an answer or reply. The file is the whole body, under its own media type; it goes
   * out with the answer, or the patron's reply, that names it.
   */
  @Post('questions/:id/files')
  @PatronOrStaff('questions.work')
  @RateLimit({ points: 40, seconds: 60, by: 'account' })
  @ApiConsumes(...mediaTypes)
  @ApiBody(binary)
  @ApiCreatedResponse({ type: StaffFileDto })
  @ApiProblems(404, 409, 413, 415, 422)
  async add(
    @Caller() caller: StaffIdentity | PatronIdentity,
    @PathId() id: string,
    @Query() { name }: FileNameQuery,
    @Headers('content-type') type: string | undefined,
    @Body() content: unknown,
  ): Promise<StaffFileDto> {
    const given = { name, ...uploaded(type, content) };
    return staffFileDto(
      caller.kind === 'patron'
        ? await this.files.addByPatron(caller.tokenHash, id, given)
        : await this.files.add(caller, id, given),
    );
  }

  /** Lists the files of a question. */
  @Get('questions/:id/files')
  @Staff('questions.read')
  @ApiOkResponse({ type: [StaffFileDto] })
  @ApiProblems(404)
  async list(@Caller() caller: StaffIdentity, @PathId() id: string): Promise<StaffFileDto[]> {
    return (await this.files.ofQuestion(caller, id)).map(staffFileDto);
  }

  /** Removes a file that was not sent. */
  @Delete('questions/:id/files/:fileId')
  @HttpCode(204)
  @Staff('questions.work')
  @ApiNoContentResponse()
  @ApiProblems(404, 409)
  drop(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @PathId('fileId') fileId: string,
  ): Promise<void> {
    return this.files.drop(caller, id, fileId);
  }

  /** Downloads a file of a question. */
  @Get('questions/:id/files/:fileId')
  @PatronOrStaff('questions.read')
  @ApiProduces('application/octet-stream')
  @ApiOkResponse(binary)
  @ApiProblems(404)
  async fetch(
    @Caller() caller: StaffIdentity | PatronIdentity,
    @PathId() id: string,
    @PathId('fileId') fileId: string,
  ): Promise<StreamableFile> {
    return download(
      caller.kind === 'patron'
        ? await this.files.forPatron(caller.tokenHash, id, fileId)
        : await this.files.forStaff(caller, id, fileId),
    );
  }

  /**
   * Opens a file by the link of a mail. The address in a mail to the patron: the key is a secret that the mail's
   * holders have.
   */
  @Get('files/:key')
  @Public()
  @RateLimit({ points: 60, seconds: 60, by: 'ip' })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse(binary)
  @ApiProblems(404)
  async open(@Param('key') key: string): Promise<StreamableFile> {
    return download(await this.files.byKey(key));
  }
}
