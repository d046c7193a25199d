import { customMessageTypes, type CustomMessageType } from '@carrel/contracts';
import {
  ApiProblems,
  Caller,
  PageLinkDto,
  PageLinks,
  PathId,
  Public,
  RateLimit,
  Staff,
  type StaffIdentity,
} from '@carrel/web';
import { Controller, Get, Param, ParseEnumPipe, Post, Query, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
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
  @ApiProperty({ description: 'BCP 47', example: 'en' })
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
  constructor(
    private readonly mockups: MockupsService,
    private readonly links: PageLinks,
  ) {}

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
    sendMail(reply, await this.shown(caller, id, type, language));
  }

  /** A link that opens the message as saved in a browser, once. */
  @Post('message-mockups/:type/links')
  @Staff('institution.manage')
  @ApiParam({ name: 'type', enum: customMessageTypes })
  @ApiCreatedResponse({ type: PageLinkDto })
  @ApiProblems(404, 422)
  async link(
    @PathId() id: string,
    @Param('type', new ParseEnumPipe(types, { errorHttpStatusCode: 404 })) type: CustomMessageType,
    @Query() { language }: MockupQuery,
    @Caller() caller: StaffIdentity,
  ): Promise<PageLinkDto> {
    return this.links.issue(await this.shown(caller, id, type, language), policyOfMails);
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

  /** Answers the acknowledgement page as HTML. The same as a page. */
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

  private async shown(
    caller: StaffIdentity,
    id: string,
    type: CustomMessageType,
    language: string | undefined,
  ): Promise<string> {
    const { subject, html: mail } = await this.mockups.mockup(caller, id, type, language);
    const head = `<p><strong>Subject:</strong> ${escaped(subject)}</p><hr />`;
    return type === 'acknowledgement-page' ? mail : mail.replace('<main>', () => `<main>${head}`);
  }
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);

/** Mails carry their styles with them; nothing else may be loaded or run. */
const policyOfMails =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

function sendMail(reply: FastifyReply, page: string): void {
  void reply
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policyOfMails,
      'x-content-type-options': 'nosniff',
    })
    .send(page);
}
