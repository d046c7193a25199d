import { Body, Controller, Delete, Get, HttpCode, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiPage,
  ApiProblems,
  Caller,
  PageQuery,
  pageOf,
  readCursor,
  Staff,
  type Page,
  type StaffIdentity,
} from '@carrel/web';
import { librarianOf } from '../../reading/http/viewer.js';
import { MonitorsService } from '../../monitor/monitors.service.js';
import { DeskViews } from './desk-views.js';
import { ColleagueDto, DeskDto, MonitorDto, ShiftDto } from './monitor.dto.js';

@ApiTags('monitor')
@Controller('v1/monitor')
@Staff('chat.monitor')
export class MonitorController {
  constructor(
    private readonly monitors: MonitorsService,
    private readonly desks: DeskViews,
  ) {}

  /** Starts or changes the shift. 409 `shift-elsewhere` names the other sign-in; `takeOver` moves it (B13). */
  @Put()
  @ApiOkResponse({ type: MonitorDto })
  @ApiProblems(404, 409)
  async takeShift(@Body() shift: ShiftDto, @Caller() caller: StaffIdentity): Promise<MonitorDto> {
    const { takeOver = false, personalLimit = null, screenName = null, languages = null } = shift;
    const asked = { ...shift, takeOver, personalLimit, screenName, languages };
    const monitor = await this.monitors.takeShift(librarianOf(caller), asked);
    return MonitorDto.of(monitor, caller.session);
  }

  /** Logs out of the monitor, not of the system (R25, R26). */
  @Delete()
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems(409)
  async logOut(@Caller() caller: StaffIdentity): Promise<void> {
    await this.monitors.logOut(librarianOf(caller));
  }

  /** A sign of life, at least every 15 seconds from whoever makes no other call; an open stream alone is none (F6). */
  @Put('heartbeat')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems(409)
  async heartbeat(@Caller() caller: StaffIdentity): Promise<void> {
    await this.monitors.holding(librarianOf(caller));
  }

  /** Reads the caller's shift: availability, queues and where it is. */
  @Get()
  @ApiOkResponse({ type: MonitorDto })
  async shift(@Caller() caller: StaffIdentity): Promise<MonitorDto> {
    return MonitorDto.of(await this.monitors.shiftOf(caller.accountId), caller.session);
  }

  /** Everything the monitor stream shows, for clients that poll (R27). */
  @Get('desk')
  @ApiOkResponse({ type: DeskDto })
  @ApiProblems(409)
  async desk(@Caller() caller: StaffIdentity): Promise<DeskDto> {
    return this.desks.of(librarianOf(caller));
  }

  /** Who else is on shift on the queues the caller may monitor: to hand over to, or to ask (R28). */
  @Get('colleagues')
  @ApiPage(ColleagueDto)
  async colleagues(@Query() query: PageQuery, @Caller() caller: StaffIdentity): Promise<Page<ColleagueDto>> {
    const [after] = readCursor(query.cursor, 'id') ?? [];
    const rows = await this.monitors.colleaguesOf(librarianOf(caller), query.limit + 1, after);
    return pageOf(rows, query.limit, ({ id }) => [id]);
  }
}
