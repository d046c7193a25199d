import { AddsNames, Names } from '@carrel/directory';
import {
  addressOfCaller,
  ApiPage,
  ApiProblems,
  Caller,
  EqualAreOne,
  languageOf,
  networkOfCaller,
  newPatronToken,
  pageOf,
  PathId,
  PatronOrStaff,
  Problem,
  Public,
  RateLimit,
  readCursor,
  Services,
  Staff,
  type Identity,
  type Page,
  type PatronIdentity,
  type ServiceIdentity,
  type StaffIdentity,
} from '@carrel/web';
import { Clock } from '@carrel/kernel';
import type { FastifyRequest } from 'fastify';
import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { IntakeService, type Asking, type DeskSource } from '../../intake/intake.service.js';
import { DutyOffers } from '../../question/duty-offers.service.js';
import { ReadingService } from '../../reading/reading.service.js';
import { AskDto, AskedDto } from '../../intake/http/asking.dto.js';
import { ListQuery, listInput } from '../../reading/http/list.dto.js';
import { peopleOf, QuestionRowDto, rowDto } from '../../question/http/question-row.dto.js';
import {
  everybodyIn,
  patronQuestionDto,
  PatronQuestionDto,
  questionDto,
  QuestionDto,
} from '../../reading/http/question.dto.js';

@ApiTags('questions')
@Controller('v1/questions')
@AddsNames()
export class QuestionsController {
  constructor(
    private readonly intake: IntakeService,
    private readonly reading: ReadingService,
    private readonly names: Names,
    private readonly offers: DutyOffers,
    private readonly clock: Clock,
  ) {}

  /** Lists questions of the caller's library, by list, search and filter. */
  @Get()
  @Staff('questions.read')
  @Services('questions:read')
  @ApiPage(QuestionRowDto)
  @ApiProblems(400)
  async list(
    @Caller() caller: StaffIdentity | ServiceIdentity,
    @Query() query: ListQuery,
  ): Promise<Page<QuestionRowDto>> {
    const { number, limit, sort } = query;
    const window = { after: readCursor(query.cursor, 'time', 'id'), limit };
    const rows = number
      ? await this.reading.byNumber(caller, number)
      : await this.reading.list(caller, listInput(query, this.clock.now()), window);
    const { items, nextCursor } = pageOf(rows, limit, (row) => [
      sort === 'due' && row.dueAt ? row.dueAt : row.updatedAt,
      row.id,
    ]);
    const shared = query.list === 'shared-followup' && !number;
    const [names, offers] = await Promise.all([
      this.names.of(items.flatMap(peopleOf)),
      this.offers.of(shared ? items : []),
    ]);
    return { items: items.map((row) => rowDto(row, names, offers)), nextCursor };
  }

  /**
   * Asks a question, or files one for a patron at the desk. From anyone who fills in a library's web form, unless
   * the library has banned him or her and its form too (403 `banned`), with the task solved that the library may set
   * (403 `challenge` brings it: ALTCHA; setting patron-challenge); with `source`, from a librarian about his or her
   * own library.
   */
  @Post()
  @Public()
  @RateLimit({ points: 120, seconds: 60, by: 'account' })
  @ApiCreatedResponse({ type: AskedDto })
  @EqualAreOne()
  @ApiProblems(401, 403, 409, 422)
  async ask(
    @Caller() caller: Identity,
    @Body() body: AskDto,
    @Req() request: FastifyRequest,
  ): Promise<AskedDto> {
    const { institutionId, text, subject = null, source } = body;
    const patron = { name: body.patron.name, email: body.patron.email ?? null };
    // A librarian's browser says nothing of the patron.
    const language = languageOf(body.language, source ? undefined : request.headers['accept-language']);
    const asking = { institutionId, text, subject, patron, language };
    if (source) return this.takeDown(caller, source, asking);
    const { token, hash } = newPatronToken();
    const who = {
      tokenHash: caller.kind === 'patron' ? caller.tokenHash : null,
      email: patron.email,
      network: networkOfCaller(request),
    };
    const came = { address: addressOfCaller(request), solution: body.solution };
    const { question, acknowledgement } = await this.intake.form(asking, body.fields ?? {}, hash, who, came);
    return { id: question.id, number: question.number, token, acknowledgement };
  }

  /**
   * Reads a question. Staff see what their library may see; a patron with the question's token sees its state and
   * the answers.
   */
  @Get(':id')
  @PatronOrStaff('questions.read')
  @Services('questions:read')
  @ApiExtraModels(QuestionDto, PatronQuestionDto)
  @ApiOkResponse({
    schema: {
      oneOf: [{ $ref: getSchemaPath(QuestionDto) }, { $ref: getSchemaPath(PatronQuestionDto) }],
      discriminator: {
        propertyName: 'seenBy',
        mapping: { staff: getSchemaPath(QuestionDto), patron: getSchemaPath(PatronQuestionDto) },
      },
    },
  })
  @ApiProblems(404)
  async get(
    @Caller() caller: StaffIdentity | ServiceIdentity | PatronIdentity,
    @PathId() id: string,
  ): Promise<QuestionDto | PatronQuestionDto> {
    if (caller.kind === 'patron') return patronQuestionDto(await this.reading.asked(caller.tokenHash, id));
    const seen = await this.reading.get(caller, id);
    const [names, offers] = await Promise.all([
      this.names.of(everybodyIn(seen)),
      this.offers.of(seen.inSharedFollowup ? [seen.row] : []),
    ]);
    const actions = caller.kind === 'staff' ? await this.reading.actionsFor(caller, seen.question) : [];
    return questionDto(seen, names, offers, actions);
  }

  private async takeDown(caller: Identity, source: DeskSource, asking: Asking): Promise<AskedDto> {
    if (caller.kind !== 'staff')
      throw new Problem(401, 'not-signed-in', 'Only staff say how a question came; sign in first.');
    if (!caller.capabilities.has('questions.work'))
      throw new Problem(403, 'not-allowed', 'Your roles do not allow this.');
    const { id, number } = await this.intake.desk(caller, source, asking);
    return { id, number };
  }
}
