import { ApiProblems, Caller, PathId, Staff, type StaffIdentity } from '@carrel/web';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { answerScopes, CannedAnswersService, type AnswerScope } from '../canned-answers.service.js';

class FilledAnswerDto {
  @ApiProperty({ enum: answerScopes, description: "the caller's own, the library's, the group's" })
  scope!: AnswerScope;
  @ApiProperty()
  name!: string;
  @ApiProperty({ description: 'with the values of its placeholders for this question' })
  text!: string;
}
class FilledAnswersDto {
  @ApiProperty({ type: [FilledAnswerDto] })
  items!: FilledAnswerDto[];
}

@ApiTags('questions')
@Controller('v1/questions/:id/canned-answers')
export class CannedAnswersController {
  constructor(private readonly answers: CannedAnswersService) {}

  /** The caller's own canned answers, the library's and the group's, ready to be put into an answer to this question. */
  @Get()
  @Staff('questions.work')
  @ApiOkResponse({ type: FilledAnswersDto })
  @ApiProblems(404)
  async list(@Caller() caller: StaffIdentity, @PathId() id: string): Promise<FilledAnswersDto> {
    return { items: await this.answers.for(caller, id) };
  }
}
