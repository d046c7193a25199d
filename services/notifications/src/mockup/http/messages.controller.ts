import { customMessageTypes, type CustomMessageType } from '@carrel/contracts';
import { ApiProblems, Caller, PathId, Public, RateLimit, Staff, type StaffIdentity } from '@carrel/web';
import { Controller, Get, Param, ParseEnumPipe, Query, Res } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiParam,
  ApiProduces,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
  PickType,
} from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { MockupsService } from '../mockups.service.js';

class PageOfMessageQuery {
  @ApiPropertyOptional({
    maxLength: 30,
    example: 'es',
    description: 'BCP 47; what there are no words in is said in another',
  })
  @IsOptional()
  @Matches(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/)
  language?: string;

  @ApiPropertyOptional({
    maxLength: 12,
    example: '4711',
    description: "the question's number, if the page is to name it",
  })
  @IsOptional()
  @Matches(/^[0-9]{1,12}$/)
  number?: string;

  @ApiPropertyOptional({ enum: ['none'], description: 'the patron left no e-mail address: none is promised' })
  @IsOptional()
  @IsIn(['none'])
  address?: 'none';
}
class MockupQuery extends PickType(PageOfMessageQuery, ['language'] as const) {}

class AcknowledgementPageDto {
  @ApiProperty({ example: 'en' })
  language!: string;
  @ApiProperty()
  title!: string;
  @ApiProperty({ description: 'empty when there is none' })
  greeting!: string;
  @ApiProperty()
  text!: string;
  @ApiProperty({ description: 'the Custom Reply Text; empty when it is off' })
  replyText!: string;
}

const html = { schema: { type: 'string' } } as const;
const types = Object.fromEntries(customMessageTypes.map((type) => [type, type]));

/** What patrons get to see, in the library's words. */
@ApiTags('messages')
@Controller('v1/institutions/:id')
export class MessagesController {
  constructor(private readonly mockups: MockupsService) {}

  /** A message as saved, with made-up values: what Test shows (R132). */
  @Get('message-mockups/:type')
  @Staff('institution.manage')
  @ApiParam({ name: 'type', enum: customMessageTypes })
  @ApiProduces('text/html')
  @ApiOkResponse(html)
  @ApiProblems(404, 422)
  async mockup(
    @PathId() id: string,
    @Param('type', new ParseEnumPipe(types, { errorHttpStatusCode: 404 })) type: CustomMessageType,
    @Query() { language }: MockupQuery,
    @Caller() caller: StaffIdentity,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { subject, html: mail } = await this.mockups.mockup(caller, id, type, language);
    const head = `<p><strong>Subject:</strong> ${escaped(subject)}</p><hr />`;
    sendMail(reply, type === 'acknowledgement-page' ? mail : mail.replace('<main>', () => `<main>${head}`));
  }

  /** What a patron reads once a question is sent, for the library's own pages. */
  @Get('acknowledgement-page')
  @Public()
  @RateLimit({ points: 120, seconds: 60, by: 'ip' })
  @ApiOkResponse({ type: AcknowledgementPageDto })
  @ApiProblems(404, 422)
  async page(@PathId() id: string, @Query() query: PageOfMessageQuery): Promise<AcknowledgementPageDto> {
    const { subject, greeting, text, replyText, language } = await this.mockups.acknowledgementPage(
      id,
      query.number,
      query.language,
      query.address !== 'none',
    );
    return { language, title: subject, greeting, text, replyText };
  }

  /** The same as a page. */
  @Get('acknowledgement-page.html')
  @Public()
  @RateLimit({ points: 120, seconds: 60, by: 'ip' })
  @ApiProduces('text/html')
  @ApiOkResponse(html)
  @ApiProblems(404, 422)
  async htmlPage(
    @PathId() id: string,
    @Query() query: PageOfMessageQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { number, language, address } = query;
    const page = await this.mockups.acknowledgementPage(id, number, language, address !== 'none');
    sendMail(reply, page.html);
  }
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);

/** Mails carry their styles with them; nothing else may be loaded or run. */
function sendMail(reply: FastifyReply, page: string): void {
  void reply
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox",
      'x-content-type-options': 'nosniff',
    })
    .send(page);
}
