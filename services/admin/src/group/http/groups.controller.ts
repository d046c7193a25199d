import { Body, Controller, Delete, Get, Headers, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiPage,
  ApiProblems,
  Caller,
  pageOf,
  PathId,
  readCursor,
  Services,
  Staff,
  type Page,
  type StaffIdentity,
  wantedIn,
} from '@carrel/web';
import { GroupsService } from '../groups.service.js';
import {
  ChangeGroupDto,
  CreateGroupDto,
  FounderDto,
  GroupDto,
  GroupsQuery,
  ProxyDto,
} from '../../registry/http/group.dto.js';

@ApiTags('groups')
@Controller('v1/groups')
export class GroupsController {
  constructor(private readonly groups: GroupsService) {}

  /** Searches groups by any part of their name. */
  @Get()
  @Staff()
  @Services('directory:read')
  @ApiPage(GroupDto)
  async search(
    @Query() query: GroupsQuery,
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<Page<GroupDto>> {
    const { search, letter, kind, limit } = query;
    const after = readCursor(query.cursor, 'text', 'id');
    const rows = await this.groups.search({
      search,
      letter,
      kind,
      after,
      limit: limit + 1,
      language: wantedIn(undefined, accepted)[0],
    });
    return pageOf(rows, limit, (row) => [row.name, row.id]);
  }

  /** Reads one group. */
  @Get(':id')
  @Staff()
  @Services('directory:read')
  @ApiOkResponse({ type: GroupDto })
  read(@PathId() id: string): Promise<GroupDto> {
    return this.groups.get(id);
  }

  /** By the operator; a cooperative also by a library whose profile is Active, which then belongs to it and runs it. */
  @Post()
  @Staff('platform.operate', 'memberships.request')
  @ApiCreatedResponse({ type: GroupDto })
  @ApiProblems(409, 422)
  async create(@Body() dto: CreateGroupDto, @Caller() caller: StaffIdentity): Promise<GroupDto> {
    return this.groups.get(await this.groups.create(dto.kind, described(dto), caller));
  }

  /**
   * By the operator, while nobody administers the cooperative: the account's library becomes a member, and the account
   * its administrator, who lets the others in.
   */
  @Put(':id/founder')
  @Staff('platform.operate')
  @ApiOkResponse({ type: GroupDto })
  @ApiProblems(409, 422)
  async begin(
    @PathId() id: string,
    @Body() dto: FounderDto,
    @Caller() caller: StaffIdentity,
  ): Promise<GroupDto> {
    await this.groups.begin(id, dto.accountId, caller);
    return this.groups.get(id);
  }

  /** Changes a group's name and contact. */
  @Put(':id')
  @Staff('group.manage')
  @ApiOkResponse({ type: GroupDto })
  async change(
    @PathId() id: string,
    @Body() dto: ChangeGroupDto,
    @Caller() caller: StaffIdentity,
  ): Promise<GroupDto> {
    await this.groups.change(id, described(dto), caller);
    return this.groups.get(id);
  }

  /** Its members leave with it (2.1). A subscription group goes only once no library belongs to it. */
  @Delete(':id')
  @HttpCode(204)
  @Staff('group.manage', 'platform.operate')
  @ApiNoContentResponse()
  @ApiProblems(404, 409)
  delete(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<void> {
    return this.groups.delete(id, caller);
  }

  /** The one library that does all follow-up for the group, or none (R110). */
  @Put(':id/proxy')
  @HttpCode(204)
  @Staff('group.manage')
  @ApiNoContentResponse()
  @ApiProblems(422)
  chooseProxy(@PathId() id: string, @Body() dto: ProxyDto, @Caller() caller: StaffIdentity): Promise<void> {
    return this.groups.standBehind(id, dto.institutionId, caller);
  }
}

const described = (dto: ChangeGroupDto) => ({
  name: dto.name,
  timeZone: dto.timeZone,
  requiresCooperativeMark: dto.requiresCooperativeMark ?? false,
  contactEmail: dto.contactEmail ?? null,
  uses: dto.uses ?? [],
});
