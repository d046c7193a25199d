import { AddsNames, Names } from '@carrel/directory';
import { ApiProblems, Caller, PathId, Staff, type StaffIdentity } from '@carrel/web';
import { applyDecorators, Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { AlreadyClaimed } from '../../question/domain/refusals.js';
import type { QuestionRow } from '../../question/domain/row.js';
import type { Written } from '../../question/command-runner.js';
import { QuestionsService } from '../questions.service.js';
import { AnswerDto, AssignDto, CloseDto, NoteDto, ReopenDto, WrittenDto } from './commands.dto.js';
import { peopleOf, QuestionRowDto, rowDto } from '../../question/http/question-row.dto.js';

const Changes = (path: string): MethodDecorator =>
  applyDecorators(
    Post(`:id/${path}`),
    HttpCode(200),
    ApiOkResponse({ type: QuestionRowDto }),
    ApiProblems(403, 404, 409),
  );
const Writes = (path: string): MethodDecorator =>
  applyDecorators(Post(`:id/${path}`), ApiCreatedResponse({ type: WrittenDto }), ApiProblems(403, 404, 409));

@ApiTags('questions')
@Controller('v1/questions')
@AddsNames()
export class CommandsController {
  constructor(
    private readonly questions: QuestionsService,
    private readonly names: Names,
  ) {}

  /** Claims a question. From Shared Followup, or where the own library has it New; 409 `already-claimed` names the winner. */
  @Changes('claim')
  @Staff('questions.work')
  async claim(@Caller() caller: StaffIdentity, @PathId() id: string): Promise<QuestionRowDto> {
    try {
      return await this.show(await this.questions.claim(caller, id));
    } catch (refusal) {
      throw refusal instanceof AlreadyClaimed ? await this.named(refusal, caller) : refusal;
    }
  }

  /** Gives a claimed question back to Shared Followup, or to its library unassigned. */
  @Changes('unclaim')
  @Staff('questions.work', 'questions.assign')
  async unclaim(@Caller() caller: StaffIdentity, @PathId() id: string): Promise<QuestionRowDto> {
    return this.show(await this.questions.unclaim(caller, id));
  }

  /** Assigns a question to a librarian of the caller's library; null takes it from whoever has it. */
  @Changes('assign')
  @Staff('questions.work', 'questions.assign')
  async assign(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Body() { assigneeId }: AssignDto,
  ): Promise<QuestionRowDto> {
    return this.show(await this.questions.assign(caller, id, assigneeId));
  }

  /** Writes a note for staff; the patron never sees it. */
  @Writes('notes')
  @Staff('questions.work', 'questions.review')
  async note(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Body() { text }: NoteDto,
  ): Promise<WrittenDto> {
    return this.showWritten(await this.questions.note(caller, id, text));
  }

  /** Answers the patron by mail, or records how the answer was given; the question is Answered. */
  @Writes('answers')
  @Staff('questions.work')
  async answer(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Body() answer: AnswerDto,
  ): Promise<WrittenDto> {
    return this.showWritten(await this.questions.answer(caller, id, answer));
  }

  /** Closes a question. By whom is a setting of the group of the patron's library; it closes for every library. */
  @Changes('close')
  @Staff('questions.work', 'questions.review')
  async close(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Body() { mark, duplicateOf }: CloseDto,
  ): Promise<QuestionRowDto> {
    return this.show(await this.questions.close(caller, id, mark && { as: mark, number: duplicateOf }));
  }

  /** Opens an answered or closed question again, with a reason. */
  @Changes('reopen')
  @Staff('questions.review')
  async reopen(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Body() input: ReopenDto,
  ): Promise<QuestionRowDto> {
    return this.show(await this.questions.reopen(caller, id, input));
  }

  private async show(row: QuestionRow): Promise<QuestionRowDto> {
    return rowDto(row, await this.names.of(peopleOf(row)));
  }

  private async named(refusal: AlreadyClaimed, caller: StaffIdentity): Promise<AlreadyClaimed> {
    const { winner } = refusal;
    if (winner.assigneeId === caller.accountId) return refusal;
    const names = await this.names.of([winner.assigneeId]);
    const name = names.get(winner.assigneeId ?? '');
    return name === undefined ? refusal : new AlreadyClaimed(winner, `${name} has`);
  }

  private async showWritten({ id, question }: Written): Promise<WrittenDto> {
    return { id, question: await this.show(question) };
  }
}
