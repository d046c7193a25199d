import { AddsNames, Names } from '@carrel/directory';
import { ApiProblems, Caller, PathId, Staff, type StaffIdentity } from '@carrel/web';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiOkResponse,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import type { QuestionRow } from '../../question/domain/row.js';
import { peopleOf, QuestionRowDto, rowDto } from '../../question/http/question-row.dto.js';
import { IsLine } from '../../question/http/words.js';
import { MergingService } from '../merging.service.js';

class MergeDto {
  @ApiProperty({ maxLength: 15, description: 'the number of the question where it goes on' })
  @Matches(/^[0-9]{1,15}$/)
  into!: string;
}

class SplitDto {
  @ApiProperty({ minLength: 1, maxLength: 200, description: 'what the new question is called' })
  @IsLine(200)
  subject!: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 200, description: 'what this one is called from now on' })
  @IsOptional()
  @IsLine(200)
  ownSubject?: string;
}

@ApiTags('questions')
@Controller('v1/questions/:id')
@AddsNames()
export class MergingController {
  constructor(
    private readonly merging: MergingService,
    private readonly names: Names,
  ) {}

  /**
   * Closes the question as the duplicate of another of the same patron, who is notified of the number under which it goes on;
   * what the patron writes about it later is written to that one (row 54). By whom is as for closing.
   */
  @Post('merge')
  @HttpCode(200)
  @Staff('questions.work', 'questions.review')
  @ApiOkResponse({ type: QuestionRowDto })
  @ApiProblems(403, 404, 409, 422)
  async merge(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Body() { into }: MergeDto,
  ): Promise<QuestionRowDto> {
    return this.show(await this.merging.merge(caller, id, into));
  }

  /**
   * Makes a question of its own of what else a message asked: both keep the whole message, and the patron is notified once, of
   * both numbers (row 55). Answers the new one, assigned to the caller.
   */
  @Post('split')
  @Staff('questions.work')
  @ApiCreatedResponse({ type: QuestionRowDto })
  @ApiProblems(403, 404, 409, 422)
  async split(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Body() input: SplitDto,
  ): Promise<QuestionRowDto> {
    return this.show(await this.merging.split(caller, id, input));
  }

  private async show(row: QuestionRow): Promise<QuestionRowDto> {
    return rowDto(row, await this.names.of(peopleOf(row)));
  }
}
