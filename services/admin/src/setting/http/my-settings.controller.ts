import { Body, Controller, Get, Headers, Param, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiPage, Caller, Staff, type Page, type StaffIdentity } from '@carrel/web';
import type { FastifyReply } from 'fastify';
import { SettingsService } from '../settings.service.js';
import { DocumentsSetting } from './documents.js';
import { HistoryQuery, SettingChangeDto, SettingDto } from './setting.dto.js';
import { SettingsEndpoints } from './settings.endpoints.js';

/** The caller's own settings, such as My scripts. */
@ApiTags('settings')
@Controller('v1/me/settings')
export class MySettingsController {
  private readonly endpoints: SettingsEndpoints;

  constructor(settings: SettingsService) {
    this.endpoints = new SettingsEndpoints(settings, 'account');
  }

  /** Lists the caller's own settings with their values. */
  @Get()
  @Staff()
  @ApiPage(SettingDto)
  list(@Caller() caller: StaffIdentity): Promise<Page<SettingDto>> {
    return this.endpoints.list(caller.accountId, caller);
  }

  /** Reads one of the caller's settings, whichever it is. */
  @Get(':key')
  @Staff()
  @DocumentsSetting('account')
  read(
    @Param('key') key: string,
    @Caller() caller: StaffIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.endpoints.read(caller.accountId, key, caller, reply);
  }

  /** Sets one of the caller's settings, whichever it is; the whole value is replaced. */
  @Put(':key')
  @Staff()
  @DocumentsSetting('account', 'written')
  write(
    @Param('key') key: string,
    @Body() value: unknown,
    @Headers('if-match') ifMatch: string | undefined,
    @Caller() caller: StaffIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.endpoints.write(caller.accountId, key, value, ifMatch, caller, reply);
  }

  /** Every change, the newest first: what it became, who changed it and when. */
  @Get(':key/history')
  @Staff()
  @ApiPage(SettingChangeDto)
  history(
    @Param('key') key: string,
    @Query() query: HistoryQuery,
    @Caller() caller: StaffIdentity,
  ): Promise<Page<SettingChangeDto>> {
    return this.endpoints.history(caller.accountId, key, query, caller);
  }
}
