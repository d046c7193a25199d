import { createHash, randomBytes } from 'node:crypto';
import { Controller, Get, Inject, Injectable, Module, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiProperty, ApiTags } from '@nestjs/swagger';
import { NotFound } from '@carrel/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { ApiProblems } from './api-problems.js';
import type { ServiceConfig } from './config.js';
import { policyOfPages } from './html-pages.js';
import { Public } from './permissions.js';
import { RateLimit } from './rate-limit.js';
import { SERVICE_CONFIG, WEB_OPTIONS, type WebOptions } from './tokens.js';

/** Long enough for a browser to open it. */
const LIVES_SECONDS = 120;

export class PageLinkDto {
  @ApiProperty({
    description: 'opens the page in a browser, once, without signing in',
    example: 'https://carrel.example/api/admin/v1/page-links/pl_...',
  })
  url!: string;

  @ApiProperty({ type: 'integer', description: 'seconds for which it waits to be opened' })
  expiresIn!: number;
}

/**
 * Pages for one look of a browser, which cannot send a bearer token. Whoever asks for a link has the page written then,
 * with what he or she may see; the link opens that page once and nothing else.
 */
@Injectable()
export class PageLinks {
  constructor(
    private readonly db: DataSource,
    @Inject(WEB_OPTIONS) private readonly options: WebOptions,
    @Inject(SERVICE_CONFIG) private readonly config: Pick<ServiceConfig, 'publicUrl'>,
  ) {}

  /** @param policy the Content-Security-Policy of the page; default: that of Carrel's own pages */
  async issue(html: string, policy: string = policyOfPages()): Promise<PageLinkDto> {
    const token = `pl_${randomBytes(32).toString('base64url')}`;
    await this.db.query('DELETE FROM page_links WHERE expires_at < now()');
    await this.db.query(
      `INSERT INTO page_links (hash, html, policy, expires_at)
       VALUES ($1, $2, $3, now() + make_interval(secs => $4))`,
      [hashOf(token), html, policy, LIVES_SECONDS],
    );
    const { service } = this.options;
    return {
      url: `${this.config.publicUrl}/api/${service}/v1/page-links/${token}`,
      expiresIn: LIVES_SECONDS,
    };
  }

  /** The page, once; undefined for a link that was opened, has expired, or never was. */
  async open(token: string): Promise<{ html: string; policy: string } | undefined> {
    const [rows] = await this.db.query<[{ html: string; policy: string }[], number]>(
      'DELETE FROM page_links WHERE hash = $1 AND expires_at > now() RETURNING html, policy',
      [hashOf(token)],
    );
    return rows[0];
  }
}

@ApiTags('page links')
@Controller('v1/page-links')
class PageLinksController {
  constructor(private readonly links: PageLinks) {}

  @Get(':token')
  @Public()
  @RateLimit({ points: 120, seconds: 60, by: 'ip' })
  @ApiOperation({
    summary: 'Opens the page that a one-time link was made for',
    description: 'The page as it was when the link was made; the next time there is nothing there.',
  })
  @ApiParam({ name: 'token', schema: { type: 'string' } })
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiProblems(404)
  async open(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    // What only looks whether something is there must not use it up.
    const page =
      request.method === 'HEAD'
        ? undefined
        : await this.links.open((request.params as { token: string }).token);
    if (!page) throw new NotFound('page: a link opens it once and for two minutes');
    void reply
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': page.policy,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex',
      })
      .send(page.html);
  }
}

/** For services that have pages for staff. */
@Module({ controllers: [PageLinksController], providers: [PageLinks], exports: [PageLinks] })
export class PageLinksModule {}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
