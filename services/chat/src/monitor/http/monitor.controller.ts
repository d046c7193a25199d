import { Body, Controller, Delete, Get, HttpCode, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems, Caller, Staff, type StaffIdentity } from '@carrel/web';
import { librarianOf } from '../../live/http/viewer.js';
import { MonitorsService } from '../monitors.service.js';
import { MonitorDto, ShiftDto } from './monitor.dto.js';

@ApiTags('monitor')
@Controller('v1/monitor')
@Staff('chat.monitor')
export class MonitorController {
  constructor(private readonly monitors: MonitorsService) {}

  /** Starts or changes the shift. 409 `shift-elsewhere` names the other sign-in; `takeOver` moves it (B13). */
  @Put()
  @ApiOkResponse({ type: MonitorDto })
  @ApiProblems(404, 409)
  async takeShift(@Body() shift: ShiftDto, @Caller() caller: StaffIdentity): Promise<MonitorDto> {
    const { availability, queueIds, takeOver = false } = shift;
    const monitor = await this.monitors.takeShift(librarianOf(caller), { availability, queueIds, takeOver });
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

  @Get()
  @ApiOkResponse({ type: MonitorDto })
  async shift(@Caller() caller: StaffIdentity): Promise<MonitorDto> {
    return MonitorDto.of(await this.monitors.shiftOf(caller.accountId), caller.session);
  }
}
