import { surveyCatalogue, surveyForms, wordsFor, type SurveyForm } from '@carrel/contracts';
import {
  ApiPage,
  ApiProblems,
  Caller,
  PageLinkDto,
  PageLinks,
  pageOf,
  readCursor,
  sendPage,
  Staff,
  type Page,
  type StaffIdentity,
  wantedIn,
} from '@carrel/web';
import { Controller, Get, Headers, Param, ParseEnumPipe, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { SurveyResultsService } from '../survey-results.service.js';
import { SurveysService } from '../surveys.service.js';
import {
  LanguageQuery,
  questionDto,
  resultDto,
  ResultsQuery,
  SurveyQuestionDto,
  SurveyResultsDto,
  SurveyTextDto,
  TextsQuery,
} from './survey.dto.js';
import { SurveyPages } from './survey-page.js';

const forms = Object.fromEntries(surveyForms.map((form) => [form, form]));
const languages = { en: 'en', es: 'es', fr: 'fr' };

/** Surveys for a library's staff. */
@ApiTags('surveys')
@Controller('v1')
export class SurveysController {
  constructor(
    private readonly surveys: SurveysService,
    private readonly results: SurveyResultsService,
    private readonly pages: SurveyPages,
    private readonly links: PageLinks,
  ) {}

  /** Every question that a library may put on its forms (setting `surveys`). */
  @Get('survey-questions')
  @Staff()
  @ApiPage(SurveyQuestionDto)
  questions(
    @Query() { language }: LanguageQuery,
    @Headers('accept-language') accepted: string | undefined,
  ): Page<SurveyQuestionDto> {
    const spoken = wordsFor(languages, wantedIn(language, accepted));
    return { items: surveyCatalogue.map((question) => questionDto(question, spoken)), nextCursor: null };
  }

  /**
   * Answers a survey form as patrons would see it. View: the caller's library's form as it is saved
   * (R136), to look at.
   */
  @Get('survey-forms/:form/view')
  @Staff()
  @ApiParam({ name: 'form', enum: surveyForms })
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiProblems(404)
  async view(
    @Param('form', new ParseEnumPipe(forms, { errorHttpStatusCode: 404 })) form: SurveyForm,
    @Query() { language }: LanguageQuery,
    @Headers('accept-language') accepted: string | undefined,
    @Caller() caller: StaffIdentity,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const survey = await this.surveys.view(caller.institutionId, form, wantedIn(language, accepted));
    sendPage(reply, await this.pages.form(survey, { lookOnly: true }));
  }

  /** A link that opens View in a browser, once. */
  @Post('survey-forms/:form/view/links')
  @Staff()
  @ApiParam({ name: 'form', enum: surveyForms })
  @ApiCreatedResponse({ type: PageLinkDto })
  @ApiProblems(404)
  async link(
    @Param('form', new ParseEnumPipe(forms, { errorHttpStatusCode: 404 })) form: SurveyForm,
    @Query() { language }: LanguageQuery,
    @Headers('accept-language') accepted: string | undefined,
    @Caller() caller: StaffIdentity,
  ): Promise<PageLinkDto> {
    const survey = await this.surveys.view(caller.institutionId, form, wantedIn(language, accepted));
    return this.links.issue(await this.pages.form(survey, { lookOnly: true }));
  }

  /** What patrons answered, per question: for the library's staff, and for a group's reviewers and administrators. */
  @Get('survey-results')
  @Staff('questions.read')
  @ApiOkResponse({ type: SurveyResultsDto })
  @ApiProblems(404, 422)
  async count(
    @Query() query: ResultsQuery,
    @Headers('accept-language') accepted: string | undefined,
    @Caller() caller: StaffIdentity,
  ): Promise<SurveyResultsDto> {
    const spoken = wordsFor(languages, wantedIn(undefined, accepted));
    const results = await this.results.results(caller, query, query.form);
    return { ...results, items: results.items.map((item) => resultDto(item, spoken)) };
  }

  /** What patrons wrote to one question, newest first. */
  @Get('survey-results/texts')
  @Staff('questions.read')
  @ApiPage(SurveyTextDto)
  @ApiProblems(400, 404, 422)
  async texts(@Query() query: TextsQuery, @Caller() caller: StaffIdentity): Promise<Page<SurveyTextDto>> {
    const after = readCursor(query.cursor, 'time', 'id');
    const rows = await this.results.texts(caller, query, query, after, query.limit);
    return pageOf(rows, query.limit, (row) => [row.at, row.id]);
  }
}
