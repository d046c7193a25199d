import {
  ApiProblems,
  Caller,
  download,
  FileBodyParsers,
  PathId,
  Public,
  RateLimit,
  Staff,
  uploaded,
  type StaffIdentity,
} from '@carrel/web';
import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  Headers,
  HttpCode,
  Post,
  Put,
  type OnModuleInit,
  type StreamableFile,
} from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiProduces,
  ApiProperty,
  ApiTags,
} from '@nestjs/swagger';
import { logoLimit, logoTypes, PageLogosService } from '../page-logos.service.js';
import { SiteDto } from './patron-pages.dto.js';

const binary = { schema: { type: 'string', format: 'binary' } } as const;

class LogoKeptDto {
  @ApiProperty({ description: 'where it is, from the root of the site' })
  path!: string;
}

/** The logo of a library's page for its patrons. */
@ApiTags('patron pages')
@Controller('v1/page-logos/:institutionId')
export class PageLogosController implements OnModuleInit {
  constructor(
    private readonly logos: PageLogosService,
    private readonly parsers: FileBodyParsers,
  ) {}

  onModuleInit(): void {
    const routes = ['/api/chat/v1/page-logos/:institutionId'];
    this.parsers.accept({ routes, mediaTypes: logoTypes, limit: logoLimit });
  }

  /** Answers the logo of a library's page. The picture. Its address changes with it, so that it may be kept. */
  @Get()
  @Public()
  @Header('cache-control', 'public, max-age=604800')
  @ApiProduces(...logoTypes)
  @ApiOkResponse(binary)
  @ApiProblems(404)
  async read(@PathId('institutionId') institutionId: string): Promise<StreamableFile> {
    const { mediaType, content } = await this.logos.read(institutionId);
    return download({ name: `logo.${mediaType.slice('image/'.length)}`, mediaType, content });
  }

  /**
   * Sets the logo of a library's page. A file of at most 256 KB is the whole body, under its own media type; it is
   * shown at once.
   */
  @Put()
  @Staff('institution.manage')
  @ApiConsumes(...logoTypes)
  @ApiBody(binary)
  @ApiOkResponse({ type: LogoKeptDto })
  @ApiProblems(403, 404, 413, 415, 422)
  async keep(
    @Caller() caller: StaffIdentity,
    @PathId('institutionId') institutionId: string,
    @Headers('content-type') type: string | undefined,
    @Body() body: unknown,
  ): Promise<LogoKeptDto> {
    return { path: await this.logos.keep(caller, institutionId, uploaded(type, body)) };
  }

  /** Copies the picture from an address of the public internet; it is not asked for again. */
  @Post('fetches')
  @HttpCode(200)
  @Staff('institution.manage')
  @RateLimit({ points: 10, seconds: 60, by: 'account' })
  @ApiOkResponse({ type: LogoKeptDto })
  @ApiProblems(403, 404, 422)
  async take(
    @Caller() caller: StaffIdentity,
    @PathId('institutionId') institutionId: string,
    @Body() { url }: SiteDto,
  ): Promise<LogoKeptDto> {
    return { path: await this.logos.take(caller, institutionId, url) };
  }

  /** Removes the logo of a library's page. The page shows the first letter of the library's name again. */
  @Delete()
  @HttpCode(204)
  @Staff('institution.manage')
  @ApiNoContentResponse()
  @ApiProblems(403, 404)
  drop(@Caller() caller: StaffIdentity, @PathId('institutionId') institutionId: string): Promise<void> {
    return this.logos.drop(caller, institutionId);
  }
}
