import { AddsNames, Names } from '@carrel/directory';
import { ApiProblems, Caller, PathId, Staff, type StaffIdentity } from '@carrel/web';
import { applyDecorators, Body, Controller, HttpCode, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Written } from '../../question/command-runner.js';
import { ReviewerActionsService } from '../reviewer-actions.service.js';
import type { QuestionRow } from '../../question/domain/row.js';
import { AgencyDto, agencyText, CodingDto, ForwardDto, ReasonDto, RecodeDto } from './care.dto.js';
import { WrittenDto } from './commands.dto.js';
import { peopleOf, QuestionRowDto, rowDto } from '../../question/http/question-row.dto.js';

const Changes = (path: string): MethodDecorator =>
  applyDecorators(
    Post(path),
    HttpCode(200),
    ApiOkResponse({ type: QuestionRowDto }),
    ApiProblems(403, 404, 409),
  );
const Writes = (path: string): MethodDecorator =>
  applyDecorators(Post(path), ApiCreatedResponse({ type: WrittenDto }), ApiProblems(403, 404, 409));

/** What is done about a question beside working on it. */
@ApiTags('questions')
@Controller('v1/questions/:id')
@AddsNames()
export class CareController {
  constructor(
    private readonly care: ReviewerActionsService,
    private readonly names: Names,
  ) {}

  /** The patron's library takes its question back from wherever it is. */
  @Changes('recall')
  @Staff('questions.review', 'questions.assign')
  async recall(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Body() { reason }: ReasonDto,
  ): Promise<QuestionRowDto> {
    return this.show(await this.care.recall(caller, id, reason));
  }

  /** Corrects a chat's resolution code for the statistics; no list changes. */
  @Changes('recode')
  @Staff('questions.review')
  async recode(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Body() { resolution, reason }: RecodeDto,
  ): Promise<QuestionRowDto> {
    return this.show(await this.care.recode(caller, id, resolution, reason));
  }

  /** Where only home reviewers close, another library says that its own part is done. */
  @Changes('done')
  @Staff('questions.work', 'questions.review')
  async done(@Caller() caller: StaffIdentity, @PathId() id: string): Promise<QuestionRowDto> {
    return this.show(await this.care.done(caller, id));
  }

  /** What the question was about, and the effort it took. */
  @Put('coding')
  @Staff('questions.work', 'questions.review')
  @ApiOkResponse({ type: QuestionRowDto })
  @ApiProblems(403, 404)
  async code(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Body() coding: CodingDto,
  ): Promise<QuestionRowDto> {
    return this.show(await this.care.code(caller, id, coding));
  }

  /** Whom the patron was sent to outside; recorded, not routed. */
  @Writes('outside-agencies')
  @Staff('questions.work')
  async nameAgency(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Body() agency: AgencyDto,
  ): Promise<WrittenDto> {
    return this.showWritten(await this.care.nameAgency(caller, id, agencyText(agency)));
  }

  /** A transcript that needs a look, with comments, to the coordinator or to Quality Control. */
  @Writes('forwards')
  @Staff('questions.review')
  async forward(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Body() { to, comment }: ForwardDto,
  ): Promise<WrittenDto> {
    return this.showWritten(await this.care.forward(caller, id, to, comment));
  }

  private async show(row: QuestionRow): Promise<QuestionRowDto> {
    return rowDto(row, await this.names.of(peopleOf(row)));
  }

  private async showWritten({ id, question }: Written): Promise<WrittenDto> {
    return { id, question: await this.show(question) };
  }
}
