import { AddsNames } from '@carrel/directory';
import {
  ApiPage,
  ApiProblems,
  Caller,
  pageOf,
  PathId,
  readCursor,
  Staff,
  type Page,
  type StaffIdentity,
} from '@carrel/web';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { BarsService } from '../bars.service.js';
import { BarDto, barDto, BarLibraryDto, BarsQuery } from './bars.dto.js';

/** Libraries that a group bars from referrals (R95). */
@ApiTags('bars')
@AddsNames()
@Controller('v1')
export class BarsController {
  constructor(private readonly bars: BarsService) {}

  /** Libraries that the group has barred from referrals, the newest first; with `lifted=true` the whole history. */
  @Get('groups/:id/bars')
  @Staff()
  @ApiPage(BarDto)
  @ApiProblems(404)
  async list(
    @PathId() id: string,
    @Query() { lifted, limit, cursor }: BarsQuery,
    @Caller() caller: StaffIdentity,
  ): Promise<Page<BarDto>> {
    const before = readCursor(cursor, 'id')?.[0];
    const rows = await this.bars.list(id, { lifted: lifted === 'true', before, limit: limit + 1 }, caller);
    return pageOf(rows.map(barDto), limit, (row) => [row.id]);
  }

  /** Bars a library of the group from referrals. It stays on every list of partners, greyed, with the reason. */
  @Post('groups/:id/bars')
  @Staff('group.manage', 'rota.manage')
  @ApiCreatedResponse({ type: BarDto })
  @ApiProblems(404, 409, 422)
  async bar(
    @PathId() id: string,
    @Body() { institutionId, reason, redirectToInstitutionId = null }: BarLibraryDto,
    @Caller() caller: StaffIdentity,
  ): Promise<BarDto> {
    return barDto(await this.bars.put(id, { institutionId, reason, redirectToInstitutionId }, caller));
  }

  /** Lets the library receive referrals again; the bar stays in the history. */
  @Post('bars/:id/lift')
  @HttpCode(200)
  @Staff('group.manage', 'rota.manage')
  @ApiOkResponse({ type: BarDto })
  @ApiProblems(404, 409)
  async lift(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<BarDto> {
    return barDto(await this.bars.lift(id, caller));
  }
}
