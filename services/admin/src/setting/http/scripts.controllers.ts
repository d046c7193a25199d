import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiPage, ApiProblems, Caller, PathId, Staff, type Page, type StaffIdentity } from '@carrel/web';
import type { FastifyReply } from 'fastify';
import { ScriptsService, type Script } from '../scripts.service.js';
import { ScriptDto } from './scripts.dto.js';
import { ScriptsEndpoints } from './scripts.endpoints.js';
import { namedFor, type SharedLevel } from './documents.js';

/**
 * Shared scripts of a group and those of a library, one at a time (R122); the whole document is the setting
 * `group-scripts` or `institution-scripts`.
 */
function scriptsOf(level: SharedLevel) {
  @ApiTags('settings')
  @Controller(`v1/${level}s/:id/scripts`)
  class ScriptsController {
    readonly endpoints: ScriptsEndpoints<Script>;

    constructor(scripts: ScriptsService) {
      this.endpoints = new ScriptsEndpoints(scripts, level);
    }

    /** Lists the shared scripts. */
    @Get()
    @Staff()
    @ApiPage(ScriptDto)
    list(
      @PathId() id: string,
      @Caller() caller: StaffIdentity,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<Page<ScriptDto>> {
      return this.endpoints.list(id, caller, reply);
    }

    /** Adds a shared script. */
    @Post()
    @Staff(`${level}.manage`)
    @ApiCreatedResponse({ type: ScriptDto })
    @ApiProblems(409, 412, 422)
    add(
      @PathId() id: string,
      @Body() script: ScriptDto,
      @Headers('if-match') ifMatch: string | undefined,
      @Caller() caller: StaffIdentity,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<ScriptDto> {
      return this.endpoints.add(id, script, ifMatch, caller, reply);
    }

    /** Changes a shared script, its name too. */
    @Put(':name')
    @Staff(`${level}.manage`)
    @ApiOkResponse({ type: ScriptDto })
    @ApiProblems(404, 409, 412, 422)
    change(
      @PathId() id: string,
      @Param('name') name: string,
      @Body() script: ScriptDto,
      @Headers('if-match') ifMatch: string | undefined,
      @Caller() caller: StaffIdentity,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<ScriptDto> {
      return this.endpoints.change(id, name, script, ifMatch, caller, reply);
    }

    /** Deletes a shared script. */
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
  return namedFor(level, ScriptsController);
}

export const GroupScriptsController = scriptsOf('group');
export const InstitutionScriptsController = scriptsOf('institution');
