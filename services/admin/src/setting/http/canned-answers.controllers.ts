import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiPage, ApiProblems, Caller, PathId, Staff, type Page, type StaffIdentity } from '@carrel/web';
import type { FastifyReply } from 'fastify';
import { CannedAnswersService, type CannedAnswer } from '../scripts.service.js';
import { CannedAnswerDto } from './scripts.dto.js';
import { ScriptsEndpoints } from './scripts.endpoints.js';
import { namedFor, type SharedLevel } from './documents.js';

/**
 * Shared canned answers of a group and those of a library, one at a time; the whole document is the setting
 * `group-answers` or `institution-answers`.
 */
function cannedAnswersOf(level: SharedLevel) {
  @ApiTags('settings')
  @Controller(`v1/${level}s/:id/canned-answers`)
  class CannedAnswersController {
    readonly endpoints: ScriptsEndpoints<CannedAnswer>;

    constructor(answers: CannedAnswersService) {
      this.endpoints = new ScriptsEndpoints(answers, level);
    }

    /** Lists the shared canned answers. */
    @Get()
    @Staff()
    @ApiPage(CannedAnswerDto)
    list(
      @PathId() id: string,
      @Caller() caller: StaffIdentity,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<Page<CannedAnswerDto>> {
      return this.endpoints.list(id, caller, reply);
    }

    /** Adds a shared canned answer. */
    @Post()
    @Staff(`${level}.manage`)
    @ApiCreatedResponse({ type: CannedAnswerDto })
    @ApiProblems(409, 412, 422)
    add(
      @PathId() id: string,
      @Body() answer: CannedAnswerDto,
      @Headers('if-match') ifMatch: string | undefined,
      @Caller() caller: StaffIdentity,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<CannedAnswerDto> {
      return this.endpoints.add(id, answer, ifMatch, caller, reply);
    }

    /** Changes a shared canned answer, its name too. */
    @Put(':name')
    @Staff(`${level}.manage`)
    @ApiOkResponse({ type: CannedAnswerDto })
    @ApiProblems(404, 409, 412, 422)
    change(
      @PathId() id: string,
      @Param('name') name: string,
      @Body() answer: CannedAnswerDto,
      @Headers('if-match') ifMatch: string | undefined,
      @Caller() caller: StaffIdentity,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<CannedAnswerDto> {
      return this.endpoints.change(id, name, answer, ifMatch, caller, reply);
    }

    /** Deletes a shared canned answer. */
    @Delete(':name')
    @Staff(`${level}.manage`)
    @HttpCode(204)
    @ApiNoContentResponse()
    @ApiProblems(404, 412)
    remove(
      @PathId() id: string,
      @Param('name') name: string,
      @Headers('if-match') ifMatch: string | undefined,
      @Caller() caller: StaffIdentity,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<void> {
      return this.endpoints.remove(id, name, ifMatch, caller, reply);
    }
  }
  return namedFor(level, CannedAnswersController);
}

export const GroupCannedAnswersController = cannedAnswersOf('group');
export const InstitutionCannedAnswersController = cannedAnswersOf('institution');
