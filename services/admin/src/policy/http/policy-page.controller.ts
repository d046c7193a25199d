import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import {
  ApiPage,
  ApiProblems,
  Caller,
  etagOf,
  PageLinkDto,
  PageLinks,
  pageOf,
  PathId,
  readCursor,
  sendPage,
  Staff,
  versionIn,
  type Page,
  type StaffIdentity,
} from '@carrel/web';
import type { FastifyReply } from 'fastify';
import type { PolicyPage } from '../domain/policy-page.js';
import { PolicyPagesService } from '../policy-pages.service.js';
import { PolicyHtml } from './policy-html.js';
import {
  PolicyChangeDto,
  PolicyHistoryQuery,
  PolicyLanguageQuery,
  PolicyPageDto,
  policyPageDto,
  PolicySecretDto,
  PolicyStatusDto,
  PolicyTextDto,
  SecretReadDto,
} from './policy-page.dto.js';

const IfMatch = () =>
  ApiHeader({ name: 'If-Match', required: false, description: 'the ETag last read; 412 when it is stale' });
/** Members' pages that stand beside one; the group's own list has them all. */
const besides = 50;

/** The policy page of a library (R123, R124, 2.4): for staff only. */
@ApiTags('policy pages')
@Controller('v1/institutions/:id/policy-page')
export class PolicyPageController {
  constructor(
    private readonly pages: PolicyPagesService,
    private readonly html: PolicyHtml,
    private readonly links: PageLinks,
  ) {}

  /** For the library's own staff, and while it is viewable for those who serve its patrons. */
  @Get()
  @Staff()
  @ApiOkResponse({ type: PolicyPageDto })
  @ApiProblems(404)
  read(
    @PathId() id: string,
    @Query() { language }: PolicyLanguageQuery,
    @Caller() caller: StaffIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PolicyPageDto> {
    return this.shown(id, language, caller, reply);
  }

  /** View Policy Page: what was saved, as readers see it. */
  @Get('view')
  @Staff()
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiProblems(404)
  async view(
    @PathId() id: string,
    @Query() { language }: PolicyLanguageQuery,
    @Caller() caller: StaffIdentity,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPage(reply, await this.page(id, language, caller));
  }

  /** A link that opens View Policy Page in a browser, once, as the caller may see it now. */
  @Post('view/links')
  @Staff()
  @ApiCreatedResponse({ type: PageLinkDto })
  @ApiProblems(404)
  async link(
    @PathId() id: string,
    @Query() { language }: PolicyLanguageQuery,
    @Caller() caller: StaffIdentity,
  ): Promise<PageLinkDto> {
    return this.links.issue(await this.page(id, language, caller));
  }

  /** Shows a library's policy page to librarians elsewhere, or hides it. */
  @Put('status')
  @Staff('institution.manage')
  @IfMatch()
  @ApiOkResponse({ type: PolicyPageDto })
  @ApiProblems(404, 412, 422)
  async turn(
    @PathId() id: string,
    @Body() { status }: PolicyStatusDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Caller() caller: StaffIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PolicyPageDto> {
    await this.pages.turn(id, status, versionIn(ifMatch), caller);
    return this.shown(id, undefined, caller, reply);
  }

  /** One field for itself, in one language. */
  @Put('fields/:field')
  @Staff('institution.manage')
  @IfMatch()
  @ApiOkResponse({ type: PolicyPageDto })
  @ApiProblems(404, 412, 422)
  async write(
    @PathId() id: string,
    @Param('field') field: string,
    @Body() text: PolicyTextDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Caller() caller: StaffIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PolicyPageDto> {
    await this.pages.write(id, field, text, versionIn(ifMatch), caller);
    return this.shown(id, text.language, caller, reply);
  }

  /** Asks for the primary chat queue; the library is notified by mail when it is set up. */
  @Post('submit')
  @HttpCode(202)
  @Staff('institution.manage')
  @ApiAcceptedResponse({ type: PolicyPageDto })
  @IfMatch()
  @ApiProblems(404, 409, 412)
  async submit(
    @PathId() id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Caller() caller: StaffIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PolicyPageDto> {
    await this.pages.submit(id, versionIn(ifMatch), caller);
    return this.shown(id, undefined, caller, reply);
  }

  /** A secret field in the clear; who looked at it is noted. */
  @Get('secrets/:field')
  @Staff()
  @ApiOkResponse({ type: PolicySecretDto })
  @ApiProblems(404)
  async secret(
    @PathId() id: string,
    @Param('field') field: string,
    @Caller() caller: StaffIdentity,
  ): Promise<PolicySecretDto> {
    return { texts: await this.pages.reveal(id, field, caller) };
  }

  /** Who looked at the library's secret fields, newest first. */
  @Get('secret-reads')
  @Staff('institution.manage')
  @ApiPage(SecretReadDto)
  async reads(
    @PathId() id: string,
    @Query() { cursor, limit }: PolicyHistoryQuery,
    @Caller() caller: StaffIdentity,
  ): Promise<Page<SecretReadDto>> {
    const [before] = readCursor(cursor, 'number') ?? [];
    return pageOf(await this.pages.secretReads(id, before, limit, caller), limit, (row) => [Number(row.id)]);
  }

  /** Every change, newest first; the values of secret fields stay out. */
  @Get('history')
  @Staff('institution.manage')
  @ApiPage(PolicyChangeDto)
  async history(
    @PathId() id: string,
    @Query() { cursor, limit }: PolicyHistoryQuery,
    @Caller() caller: StaffIdentity,
  ): Promise<Page<PolicyChangeDto>> {
    const [before] = readCursor(cursor, 'number') ?? [];
    return pageOf(await this.pages.history(id, before, limit, caller), limit, (row) => [row.version]);
  }

  private async page(id: string, language: string | undefined, caller: StaffIdentity): Promise<string> {
    const shown = await this.pages.show(id, language ? [language] : [], caller);
    return this.html.render(shown, await this.pages.beside(shown.groups, besides, caller));
  }

  private async shown(
    id: string,
    language: string | undefined,
    caller: StaffIdentity,
    reply: FastifyReply,
  ): Promise<PolicyPageDto> {
    const shown = await this.pages.show(id, language ? [language] : [], caller);
    const { version }: PolicyPage = shown.page;
    void reply.header('etag', etagOf(version));
    return policyPageDto(shown);
  }
}
