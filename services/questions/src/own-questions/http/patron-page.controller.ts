import { Refusal } from '@carrel/kernel';
import {
  ApiProblems,
  hashToken,
  OwnIdempotency,
  pageOf,
  Public,
  RateLimit,
  readCursor,
  sendPage,
  TakesForms,
  wantedIn,
} from '@carrel/web';
import { Body, Controller, Get, Headers, HttpCode, Post, Res } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { OwnQuestionsService } from '../own-questions.service.js';
import { openByFragment, PatronPages } from './patron-page.js';

type Accepted = string | undefined;
const often = { points: 60, seconds: 60, by: 'ip' } as const;
const perPage = 50;

/** The page to which mailed links lead: a patron's own questions at one library (B14). */
@ApiTags('patrons')
@Controller('v1/my-questions/page')
export class PatronPageController {
  constructor(
    private readonly own: OwnQuestionsService,
    private readonly pages: PatronPages,
  ) {}

  /**
   * Answers the page of a patron's own questions. The token of the link comes after its `#`, so that no log contains
   * it.
   */
  @Get()
  @Public()
  @RateLimit(often)
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  async entrance(@Headers('accept-language') accepted: Accepted, @Res() reply: FastifyReply): Promise<void> {
    sendPage(reply, await this.pages.entrance(wantedIn(undefined, accepted)), 200, openByFragment);
  }

  /** Lists a patron's own questions on that page. The page's request: the token, and the cursor. */
  @Post()
  @Public()
  @OwnIdempotency()
  @TakesForms()
  @RateLimit(often)
  @HttpCode(200)
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiProblems(404)
  async open(
    @Headers('accept-language') accepted: Accepted,
    @Body() sent: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wanted = wantedIn(undefined, accepted);
    const [token, cursor] = [textIn(sent, 'token'), textIn(sent, 'cursor')];
    try {
      const after = readCursor(cursor || undefined, 'time', 'id');
      const seen = await this.own.mine(hashToken(token), undefined, after, perPage);
      const { items, nextCursor } = pageOf(seen, perPage, ({ question }) => [
        question.lastActivityAt,
        question.id,
      ]);
      sendPage(reply, await this.pages.questions(wanted, { questions: items, token, cursor: nextCursor }));
    } catch (refusal) {
      if (!(refusal instanceof Refusal) || refusal.kind !== 'not-found') throw refusal;
      sendPage(reply, await this.pages.entrance(wanted, { fault: true }), 404, openByFragment);
    }
  }
}

/** What a form says under a name; no more of it than any of its fields takes. */
function textIn(sent: unknown, name: string): string {
  const value = (sent as Record<string, unknown> | null | undefined)?.[name];
  return typeof value === 'string' ? value.slice(0, 1_000) : '';
}
