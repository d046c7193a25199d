import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiPage, ApiProblems, Caller, Staff, type Page, type StaffIdentity } from '@carrel/web';
import type { FastifyReply } from 'fastify';
import { CannedAnswersService, type CannedAnswer } from '../scripts.service.js';
import { CannedAnswerDto } from './scripts.dto.js';
import { ScriptsEndpoints } from './scripts.endpoints.js';

/** A librarian's own canned answers, one at a time; the whole document is the setting `account-answers`. */
@ApiTags('settings')
@Controller('v1/me/canned-answers')
export class MyCannedAnswersController {
  private readonly endpoints: ScriptsEndpoints<CannedAnswer>;

  constructor(answers: CannedAnswersService) {
    this.endpoints = new ScriptsEndpoints(answers, 'account');
  }

  /** Lists the caller's own canned answers. */
  @Get()
  @Staff()
  @ApiPage(CannedAnswerDto)
  list(
    @Caller() caller: StaffIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<CannedAnswerDto>> {
    return this.endpoints.list(caller.accountId, caller, reply);
  }

  /** Adds a canned answer of one's own. */
  @Post()
  @Staff()
  @ApiCreatedResponse({ type: CannedAnswerDto })
  @ApiProblems(409, 412, 422)
  add(
    @Body() answer: CannedAnswerDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Caller() caller: StaffIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CannedAnswerDto> {
    return this.endpoints.add(caller.accountId, answer, ifMatch, caller, reply);
  }

  /** Changes a canned answer of one's own, its name too. */
  @Put(':name')
  @Staff()
  @ApiOkResponse({ type: CannedAnswerDto })
  @ApiProblems(404, 409, 412, 422)
  change(
    @Param('name') name: string,
    @Body() answer: CannedAnswerDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Caller() caller: StaffIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CannedAnswerDto> {
    return this.endpoints.change(caller.accountId, name, answer, ifMatch, caller, reply);
  }

  /** Deletes a canned answer of one's own. */
  @Delete(':name')
  @Staff()
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems(404, 412)
  remove(
    @Param('name') name: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Caller() caller: StaffIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    return this.endpoints.remove(caller.accountId, name, ifMatch, caller, reply);
  }
}
