import { AddsNames, Names } from '@carrel/directory';
import {
  ApiPage,
  ApiProblems,
  Caller,
  hashToken,
  pageOf,
  PageQuery,
  PathId,
  PatronOrStaff,
  Problem,
  Public,
  RateLimit,
  readCursor,
  Staff,
  type Page,
  type PatronIdentity,
  type StaffIdentity,
} from '@carrel/web';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { PatronQuestionDto, patronQuestionDto } from '../../reading/http/question.dto.js';
import { peopleOf, QuestionRowDto, rowDto } from '../../question/http/question-row.dto.js';
import { ReadingService } from '../../reading/reading.service.js';
import { OwnQuestionsService } from '../own-questions.service.js';
import { LinkRequestDto, OwnQuestionsQuery, PatronRecordDto } from './own-questions.dto.js';

const often = { points: 60, seconds: 60, by: 'ip' } as const;

/** A patron's own questions, and what staff may know of the patron (B14, R139). */
@ApiTags('patrons')
@Controller('v1')
@AddsNames()
export class OwnQuestionsController {
  constructor(
    private readonly own: OwnQuestionsService,
    private readonly reading: ReadingService,
    private readonly names: Names,
  ) {}

  /** With a link's token that patron's questions at that library; with the token of one question that one. */
  @Get('my-questions')
  @PatronOrStaff()
  @RateLimit({ ...often, by: 'account' })
  @ApiPage(PatronQuestionDto)
  @ApiProblems(403, 404)
  async mine(
    @Caller() caller: StaffIdentity | PatronIdentity,
    @Query() query: OwnQuestionsQuery,
  ): Promise<Page<PatronQuestionDto>> {
    if (caller.kind !== 'patron') throw new Problem(403, 'not-allowed', 'This is for patrons.');
    return this.page(caller.tokenHash, query);
  }

  /**
   * Mails a new link to whom this one was mailed, though it may open nothing more, or to whoever asked this question with
   * an address. The answer is the same when there is nobody.
   */
  @Post('my-questions/links')
  @HttpCode(202)
  @PatronOrStaff()
  @RateLimit({ points: 5, seconds: 60, by: 'account' })
  @ApiAcceptedResponse()
  @ApiProblems(403)
  async renew(@Caller() caller: StaffIdentity | PatronIdentity): Promise<void> {
    if (caller.kind !== 'patron') throw new Problem(403, 'not-allowed', 'This is for patrons.');
    await this.own.renewLink(caller.tokenHash);
  }

  /**
   * Lists a patron's own questions by a link of long ago. The same, for links that were mailed with their token in
   * the path; later ones lead to `my-questions/page#token`.
   */
  @Get('patron-links/:token')
  @Public()
  @RateLimit(often)
  @ApiPage(PatronQuestionDto)
  @ApiProblems(404)
  open(@Param('token') token: string, @Query() query: OwnQuestionsQuery): Promise<Page<PatronQuestionDto>> {
    return this.page(hashToken(token), query);
  }

  /** Mails a link to the patron, when the library knows the address; the answer is the same when it does not. */
  @Post('patron-links')
  @HttpCode(202)
  @Public()
  @RateLimit({ points: 10, seconds: 60, by: 'ip' })
  @ApiAcceptedResponse()
  @ApiProblems(422)
  async send(@Body() { institutionId, email }: LinkRequestDto): Promise<void> {
    await this.own.sendLink(institutionId, email);
  }

  /** Who asked, while the caller's library still has something to do on the question. */
  @Get('questions/:id/patron')
  @Staff('questions.read')
  @ApiOkResponse({ type: PatronRecordDto })
  @ApiProblems(404)
  async record(@Caller() caller: StaffIdentity, @PathId() id: string): Promise<PatronRecordDto> {
    return this.own.recordOf(caller, id);
  }

  /** What else the patron has asked at the caller's library, newest activity first; while the library sees who asked. */
  @Get('questions/:id/earlier')
  @Staff('questions.read')
  @ApiPage(QuestionRowDto)
  @ApiProblems(400, 404)
  async earlier(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<Page<QuestionRowDto>> {
    const after = readCursor(cursor, 'time', 'id');
    const rows = await this.reading.earlier(caller, id, { after, limit });
    const { items, nextCursor } = pageOf(rows, limit, (row) => [row.updatedAt, row.id]);
    const names = await this.names.of(items.flatMap(peopleOf));
    return { items: items.map((row) => rowDto(row, names)), nextCursor };
  }

  private async page(tokenHash: string, { status, limit, cursor }: OwnQuestionsQuery) {
    const after = readCursor(cursor, 'time', 'id');
    const seen = await this.own.mine(tokenHash, status, after, limit);
    const { items, nextCursor } = pageOf(seen, limit, ({ question }) => [
      question.lastActivityAt,
      question.id,
    ]);
    return { items: items.map(patronQuestionDto), nextCursor };
  }
}
