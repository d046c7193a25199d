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
import {
  BulkMovedDto,
  BulkMoveDto,
  membershipAnswer,
  MembershipDto,
  MembershipsQuery,
  MoveDto,
} from './membership.dto.js';

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
  async request(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<MembershipDto> {
    return membershipAnswer(await this.memberships.request(id, caller), caller);
  }

  /** Lists the libraries of a group, and those that ask to join. */
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
    const page = pageOf(rows, limit, (row) => [row.id]);
    return { ...page, items: page.items.map((row) => membershipAnswer(row, caller)) };
  }

  /**
   * Approves, rejects, blocks or ends many memberships at once. The same step for many members; each has its own
   * result (2.1).
   */
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
      items: answers.map(({ refusal, membership, ...one }) => ({
        ...one,
        membership: membership && membershipAnswer(membership, caller),
        refusal: refusal && { code: refusal.code, detail: refusal.message },
      })),
    };
  }

  /** Where the caller's own library stands with every group it asked, awaiting or approved (R115). */
  @Get('memberships')
  @Staff()
  @ApiPage(MembershipDto)
  async own(@Caller() caller: StaffIdentity): Promise<Page<MembershipDto>> {
    const rows = await this.memberships.ofCallersLibrary(caller);
    return { items: rows.map((row) => membershipAnswer(row, caller)), nextCursor: null };
  }

  /** Reads one membership. */
  @Get('memberships/:id')
  @Staff()
  @ApiOkResponse({ type: MembershipDto })
  async read(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<MembershipDto> {
    return membershipAnswer(await this.memberships.get(id, caller), caller);
  }

  /**
   * Approves, rejects, blocks or ends a membership. One step: by the group's administrators, the library's, or
   * either; by the operator where the group has none.
   */
  @Post('memberships/:id/:move')
  @HttpCode(200)
  @Staff('memberships.decide', 'memberships.request', 'platform.operate')
  @ApiParam({ name: 'move', enum: moves })
  @ApiOkResponse({ type: MembershipDto })
  @ApiProblems(409)
  async move(
    @PathId() id: string,
    @Param('move') move: string,
    @Body() dto: MoveDto,
    @Caller() caller: StaffIdentity,
  ): Promise<MembershipDto> {
    if (!moves.includes(move)) throw new NotFound('step');
    const step = move as Exclude<MembershipMove, 'request'>;
    return membershipAnswer(await this.memberships.move(id, step, caller, dto.note ?? null), caller);
  }
}
