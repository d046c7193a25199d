import { Body, Controller, Get, Header, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiPage, ApiProblems, Public, RateLimit, wantedIn, type Page } from '@carrel/web';
import type { FastifyReply } from 'fastify';
import { PatronPages } from '../patron-pages.service.js';
import { SiteChecks } from '../site-checks.service.js';
import { ListedPageDto, PatronPageDto, PreviewQuery, SiteCheckDto, SiteDto } from './patron-pages.dto.js';

/** What a patron page is drawn from. */
@ApiTags('patron pages')
@Controller('v1/patron-pages')
@Public()
export class PatronPagesController {
  constructor(
    private readonly pages: PatronPages,
    private readonly checks: SiteChecks,
  ) {}

  /** Libraries that have themselves named on the start page, by name. */
  @Get()
  @ApiPage(ListedPageDto)
  async list(): Promise<Page<ListedPageDto>> {
    return { items: await this.pages.listed(), nextCursor: null };
  }

  /** A library by the slug of its page, an earlier one too, or by its id: all that the page shows at first. */
  @Get(':slug')
  @ApiOkResponse({ type: PatronPageDto })
  @ApiProblems(404)
  async read(
    @Param('slug') slug: string,
    @Query() { preview, language }: PreviewQuery,
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<PatronPageDto> {
    return PatronPageDto.of(await this.pages.at(slug, preview, wantedIn(language, accepted)));
  }

  /**
   * Looks at a page of the library's site, and says what keeps the chat from working there. Only pages of origins that the
   * library has named (setting web-origins) are fetched.
   */
  @Post(':slug/site-checks')
  @HttpCode(200)
  @RateLimit({ points: 10, seconds: 60, by: 'ip' })
  @ApiOkResponse({ type: SiteCheckDto })
  @ApiProblems(404, 422)
  async check(@Param('slug') slug: string, @Body() { url }: SiteDto): Promise<SiteCheckDto> {
    return { findings: await this.checks.of(await this.pages.libraryAt(slug), url) };
  }

  /**
   * Who may show this library's chat within their pages, in the header X-Frame-Ancestors as Content-Security-Policy
   * writes it: whoever serves the framed page copies it (setting web-origins).
   */
  @Get(':slug/framers')
  @HttpCode(204)
  @Header('cache-control', 'no-store')
  @ApiNoContentResponse({
    headers: { 'X-Frame-Ancestors': { schema: { type: 'string' }, description: "as in 'self' https://…" } },
  })
  @ApiProblems(404)
  async framers(@Param('slug') slug: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    void reply.header('x-frame-ancestors', ["'self'", ...(await this.pages.framersOf(slug))].join(' '));
  }
}
