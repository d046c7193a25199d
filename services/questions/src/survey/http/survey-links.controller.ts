import { Refusal } from '@carrel/kernel';
import { ApiProblems, Public, RateLimit, sendPage, TakesForms, wantedIn } from '@carrel/web';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiConsumes, ApiNoContentResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { NothingAnswered, SurveyAnswered, SurveyAnswersInvalid } from '../domain/refusals.js';
import { SurveysService } from '../surveys.service.js';
import { AnswersDto, LanguageQuery, SurveyDto, surveyDto } from './survey.dto.js';
import { SurveyPages } from './survey-page.js';

type Language = string | undefined;

/** What a signed link opens: no sign-in, and answered once (R137, R138). */
@ApiTags('surveys')
@Controller('v1/surveys/:token')
export class SurveyLinksController {
  constructor(
    private readonly surveys: SurveysService,
    private readonly pages: SurveyPages,
  ) {}

  /** The questions of the form; 409 once the link was used. */
  @Get()
  @Public()
  @RateLimit({ points: 120, seconds: 60, by: 'ip' })
  @ApiOkResponse({ type: SurveyDto })
  @ApiProblems(404, 409)
  async read(
    @Param('token') token: string,
    @Query() { language }: LanguageQuery,
    @Headers('accept-language') accepted: Language,
  ): Promise<SurveyDto> {
    return surveyDto(await this.surveys.open(token, wantedIn(language, accepted)));
  }

  /** Answers a survey. Keeps the answers; a second time is refused. */
  @Post()
  @Public()
  @RateLimit({ points: 60, seconds: 60, by: 'ip' })
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems(404, 409, 422)
  async answer(
    @Param('token') token: string,
    @Query() { language }: LanguageQuery,
    @Headers('accept-language') accepted: Language,
    @Body() { answers }: AnswersDto,
  ): Promise<void> {
    await this.surveys.answer(token, answers, wantedIn(language, accepted));
  }

  /** Answers a survey as a page without script. The same as a page for people, which needs no script. */
  @Get('form')
  @Public()
  @RateLimit({ points: 120, seconds: 60, by: 'ip' })
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  async form(
    @Param('token') token: string,
    @Query() { language }: LanguageQuery,
    @Headers('accept-language') accepted: Language,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wanted = wantedIn(language, accepted);
    await this.orSay(reply, wanted, async () =>
      sendPage(reply, await this.pages.form(await this.surveys.open(token, wanted))),
    );
  }

  /** Takes what that page sends. What the page sends. What does not fit comes back with the page. */
  @Post('form')
  @Public()
  @TakesForms()
  @RateLimit({ points: 60, seconds: 60, by: 'ip' })
  @HttpCode(200)
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  async send(
    @Param('token') token: string,
    @Query() { language }: LanguageQuery,
    @Headers('accept-language') accepted: Language,
    @Body() sent: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wanted = wantedIn(language, accepted);
    const given = (sent ?? {}) as Record<string, unknown>;
    await this.orSay(reply, wanted, async () => {
      const survey = await this.surveys.open(token, wanted);
      try {
        await this.surveys.answer(token, given, wanted);
        sendPage(reply, await this.pages.said(survey.language, 'sent'));
      } catch (refusal) {
        const faulty = faultyIn(refusal);
        if (!faulty) throw refusal;
        sendPage(reply, await this.pages.form(survey, { given, faulty }), 422);
      }
    });
  }

  /** People get a page also when there is nothing for them. */
  private async orSay(
    reply: FastifyReply,
    wanted: readonly string[],
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work();
    } catch (refusal) {
      const language = this.pages.languageOf(wanted);
      if (refusal instanceof SurveyAnswered) sendPage(reply, await this.pages.said(language, 'used'), 409);
      else if (refusal instanceof Refusal && refusal.kind === 'not-found')
        sendPage(reply, await this.pages.said(language, 'gone'), 404);
      else throw refusal;
    }
  }
}

function faultyIn(refusal: unknown): readonly string[] | undefined {
  if (refusal instanceof NothingAnswered) return [];
  return refusal instanceof SurveyAnswersInvalid ? refusal.faults.map(({ question }) => question) : undefined;
}
