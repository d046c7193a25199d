import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import { NotFound } from '@carrel/kernel';
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
import { membershipMoves, type MembershipMove } from '../domain/moves.js';
import { MembershipsService } from '../memberships.service.js';
import { MembershipDto, MembershipsQuery, MoveDto, BulkMoveDto, BulkMovedDto } from './membership.dto.js';

const moves = Object.keys(membershipMoves).filter((move) => move !== 'request');

@ApiTags('memberships')
@Controller('v1')
export class MembershipsController {
  constructor(private readonly memberships: MembershipsService) {}

  /** The caller's library asks to join (R114, R115). */
  @Post('groups/:id/memberships')
  @Staff('memberships.request')
  @ApiCreatedResponse({ type: MembershipDto })
  @ApiProblems(409, 422)
  request(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<MembershipDto> {
    return this.memberships.request(id, caller);
  }

  @Get('groups/:id/memberships')
  @Staff()
  @ApiPage(MembershipDto)
  async list(
    @PathId() id: string,
    @Query() query: MembershipsQuery,
    @Caller() caller: StaffIdentity,
  ): Promise<Page<MembershipDto>> {
    const { status, limit } = query;
    const [after] = readCursor(query.cursor, 'id') ?? [];
    const rows = await this.memberships.ofGroup({ groupId: id, status, after, limit: limit + 1 }, caller);
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** The same step for many members; each has its own result (2.1). */
  @Post('groups/:id/memberships/moves')
  @HttpCode(200)
  @Staff('memberships.decide')
  @ApiOkResponse({ type: BulkMovedDto })
  async moveSeveral(
    @PathId() id: string,
    @Body() { ids, move, note }: BulkMoveDto,
    @Caller() caller: StaffIdentity,
  ): Promise<BulkMovedDto> {
    const answers = await this.memberships.moveAll(id, ids, move, caller, note ?? null);
    return {
      items: answers.map(({ refusal, ...one }) => ({
        ...one,
        refusal: refusal && { code: refusal.code, detail: refusal.message },
      })),
    };
  }

  /** Where the caller's own library stands with every group it asked, awaiting or approved (R115). */
  @Get('memberships')
  @Staff()
  @ApiPage(MembershipDto)
  async own(@Caller() caller: StaffIdentity): Promise<Page<MembershipDto>> {
    return { items: await this.memberships.ofCallersLibrary(caller), nextCursor: null };
  }

  @Get('memberships/:id')
  @Staff()
  @ApiOkResponse({ type: MembershipDto })
  read(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<MembershipDto> {
    return this.memberships.get(id, caller);
  }

  /** One step: by the group's administrators, the library's, or either. */
  @Post('memberships/:id/:move')
  @HttpCode(200)
  @Staff('memberships.decide', 'memberships.request')
  @ApiParam({ name: 'move', enum: moves })
  @ApiOkResponse({ type: MembershipDto })
  @ApiProblems(409)
  move(
    @PathId() id: string,
    @Param('move') move: string,
    @Body() dto: MoveDto,
    @Caller() caller: StaffIdentity,
  ): Promise<MembershipDto> {
    if (!moves.includes(move)) throw new NotFound('step');
    return this.memberships.move(id, move as Exclude<MembershipMove, 'request'>, caller, dto.note ?? null);
  }
}
