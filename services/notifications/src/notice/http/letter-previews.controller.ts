import { ApiProblems, Caller, IsWords, RateLimit, Staff, type StaffIdentity } from '@carrel/web';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsIn, IsUUID } from 'class-validator';
import { LetterPreviews } from '../letter-previews.service.js';
import type { WrittenLetter } from '../letters.service.js';

const letters = ['answer', 'clarification-request', 'library-message'] as const;

class LetterInputDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  questionId!: string;
  @ApiProperty({ enum: letters })
  @IsIn(letters)
  message!: WrittenLetter;
  @ApiProperty({ maxLength: 50_000 })
  @IsWords(50_000)
  text!: string;
}

class LetterPreviewDto {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'null without an address, or where you may not see it',
  })
  to!: string | null;
  @ApiProperty({ description: 'the name it comes from' })
  from!: string;
  @ApiProperty({ example: 'en' })
  language!: string;
  @ApiProperty()
  subject!: string;
  @ApiProperty({ description: 'all of the mail, as plain text' })
  text!: string;
}

@ApiTags('messages')
@Controller('v1/letter-previews')
export class LetterPreviewsController {
  constructor(private readonly previews: LetterPreviews) {}

  /** Shows the mail that a text to a patron would become; nothing is kept or sent. */
  @Post()
  @HttpCode(200)
  @Staff('questions.work')
  @RateLimit({ points: 120, seconds: 60, by: 'account' })
  @ApiOkResponse({ type: LetterPreviewDto })
  @ApiProblems(404, 422, 503)
  preview(
    @Caller() caller: StaffIdentity,
    @Body() { questionId, message, text }: LetterInputDto,
  ): Promise<LetterPreviewDto> {
    return this.previews.preview(caller, questionId, message, text);
  }
}
