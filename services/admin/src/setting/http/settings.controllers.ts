import { Body, Controller, Get, Headers, Param, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiPage, Caller, PathId, Staff, type Page, type StaffIdentity } from '@carrel/web';
import type { FastifyReply } from 'fastify';
import { SettingsService } from '../settings.service.js';
import { DocumentsSetting, namedFor, type SharedLevel } from './documents.js';
import { HistoryQuery, SettingChangeDto, SettingDto } from './setting.dto.js';
import { SettingsEndpoints } from './settings.endpoints.js';

/** The settings of a group and those of a library: only who may change them differs, and where they are. */
function settingsOf(level: SharedLevel) {
  @ApiTags('settings')
  @Controller(`v1/${level}s/:id/settings`)
  class SettingsController {
    readonly endpoints: SettingsEndpoints;

    constructor(settings: SettingsService) {
      this.endpoints = new SettingsEndpoints(settings, level);
    }

    /** Lists the settings with their values. */
    @Get()
    @Staff()
    @ApiPage(SettingDto)
    list(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<Page<SettingDto>> {
      return this.endpoints.list(id, caller);
    }

    /** Reads a setting, whichever it is. */
    @Get(':key')
    @Staff()
    @DocumentsSetting(level)
    read(
      @PathId() id: string,
      @Param('key') key: string,
      @Caller() caller: StaffIdentity,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<unknown> {
      return this.endpoints.read(id, key, caller, reply);
    }

    /** Sets a setting, whichever it is; the whole value is replaced. */
    @Put(':key')
    @Staff(`${level}.manage`)
    @DocumentsSetting(level, 'written')
    write(
      @PathId() id: string,
      @Param('key') key: string,
      @Body() value: unknown,
      @Headers('if-match') ifMatch: string | undefined,
      @Caller() caller: StaffIdentity,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<unknown> {
      return this.endpoints.write(id, key, value, ifMatch, caller, reply);
    }

    /** Every change, the newest first: what it became, who changed it and when. */
    @Get(':key/history')
    @Staff()
    @ApiPage(SettingChangeDto)
    history(
      @PathId() id: string,
      @Param('key') key: string,
      @Query() query: HistoryQuery,
      @Caller() caller: StaffIdentity,
    ): Promise<Page<SettingChangeDto>> {
      return this.endpoints.history(id, key, query, caller);
    }
  }
  return namedFor(level, SettingsController);
}

export const GroupSettingsController = settingsOf('group');
export const InstitutionSettingsController = settingsOf('institution');
