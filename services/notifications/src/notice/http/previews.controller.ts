import { NotFound } from '@carrel/kernel';
import { ApiProblems, Caller, IsWords, PathId, RateLimit, Staff, type StaffIdentity } from '@carrel/web';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { MailFacts } from '../../delivery/mail-facts.service.js';
import { Templates } from '../../mail/templates.js';
import { LettersService, writtenMessages, type WrittenMessage } from '../letters.service.js';

class PreviewDto {
  @ApiProperty({ description: 'which of the messages it would be', enum: writtenMessages })
  @IsIn(writtenMessages)
  message!: WrittenMessage;

  @ApiProperty({ minLength: 1, maxLength: 50_000, description: 'what is about to be sent' })
  @IsWords(50_000)
  text!: string;
}

class PreviewedDto {
  @ApiProperty({ description: 'of the mail' })
  subject!: string;
  @ApiProperty({ description: 'as plain text' })
  text!: string;
  @ApiProperty({ description: 'as HTML, for a frame of its own without scripts' })
  html!: string;
}

@ApiTags('messages')
@Controller('v1/questions/:id/previews')
export class PreviewsController {
  constructor(
    private readonly facts: MailFacts,
    private readonly letters: LettersService,
    private readonly templates: Templates,
  ) {}

  /**
   * The mail that an answer, a clarification request or a message would be, in the words of the patron's library and with
   * the caller's signature. Nothing is sent; links that are made for one mail alone are left out.
   */
  @Post()
  @HttpCode(200)
  @Staff('questions.work')
  @RateLimit({ points: 120, seconds: 60, by: 'account' })
  @ApiOkResponse({ type: PreviewedDto })
  @ApiProblems(404, 422, 503)
  async preview(
    @PathId() questionId: string,
    @Caller() { accountId, institutionId }: StaffIdentity,
    @Body() { message, text }: PreviewDto,
  ): Promise<PreviewedDto> {
    const { allowed, contact } = await this.facts.mayRead({ questionId, accountId, institutionId });
    // The mail names the patron.
    if (!allowed || !contact) throw new NotFound('question');
    const mail = await this.letters.preview(message, questionId, { text, authorId: accountId });
    return this.templates.letter(message, mail);
  }
}
