import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiPage, ApiProblems, Caller, Staff, type Page, type StaffIdentity } from '@carrel/web';
import type { FastifyReply } from 'fastify';
import { ScriptsService, type Script } from '../scripts.service.js';
import { ScriptDto } from './scripts.dto.js';
import { ScriptsEndpoints } from './scripts.endpoints.js';

/** A librarian's own scripts, one at a time (R122); the whole document is the setting `account-scripts`. */
@ApiTags('settings')
@Controller('v1/me/scripts')
export class MyScriptsController {
  private readonly endpoints: ScriptsEndpoints<Script>;

  constructor(scripts: ScriptsService) {
    this.endpoints = new ScriptsEndpoints(scripts, 'account');
  }

  /** Lists the caller's own scripts. */
  @Get()
  @Staff()
  @ApiPage(ScriptDto)
  list(
    @Caller() caller: StaffIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<ScriptDto>> {
    return this.endpoints.list(caller.accountId, caller, reply);
  }

  /** Adds a script of one's own. */
  @Post()
  @Staff()
  @ApiCreatedResponse({ type: ScriptDto })
  @ApiProblems(409, 412, 422)
  add(
    @Body() script: ScriptDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Caller() caller: StaffIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ScriptDto> {
    return this.endpoints.add(caller.accountId, script, ifMatch, caller, reply);
  }

  /** Changes a script of one's own, its name too. */
  @Put(':name')
  @Staff()
  @ApiOkResponse({ type: ScriptDto })
  @ApiProblems(404, 409, 412, 422)
  change(
    @Param('name') name: string,
    @Body() script: ScriptDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Caller() caller: StaffIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ScriptDto> {
    return this.endpoints.change(caller.accountId, name, script, ifMatch, caller, reply);
  }

  /** Deletes a script of one's own. */
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
