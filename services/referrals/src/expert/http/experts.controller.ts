import {
  ApiPage,
  ApiProblems,
  Caller,
  PathId,
  pageOf,
  readCursor,
  Staff,
  type Page,
  type StaffIdentity,
} from '@carrel/web';
import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { ExpertDescription, Manager } from '../domain/expert.js';
import { ExpertsService } from '../experts.service.js';
import { DescribeExpertDto, ExpertDto, expertDto, ExpertsQuery, RegisterExpertDto } from './experts.dto.js';
import { from } from '../../shared/http/page-by-name.js';

/** Experts that a library, or every library of a group, may refer to (R100, A22). */
@ApiTags('experts')
@Controller('v1/experts')
export class ExpertsController {
  constructor(private readonly experts: ExpertsService) {}

  /** Lists the experts that the caller's library may ask. */
  @Get()
  @Staff('referrals.make', 'questions.review', 'institution.manage', 'group.manage')
  @ApiPage(ExpertDto)
  async list(@Caller() caller: StaffIdentity, @Query() query: ExpertsQuery): Promise<Page<ExpertDto>> {
    const rows = await this.experts.list(manager(caller), query);
    const after = readCursor(query.cursor, 'text', 'id');
    return pageOf(from(rows.map(expertDto), after), query.limit, ({ name, id }) => [name, id]);
  }

  /** Reads one expert. */
  @Get(':id')
  @Staff('referrals.make', 'questions.review', 'institution.manage', 'group.manage')
  @ApiOkResponse({ type: ExpertDto })
  @ApiProblems(404)
  async get(@Caller() caller: StaffIdentity, @PathId() id: string): Promise<ExpertDto> {
    return expertDto(await this.experts.get(manager(caller), id));
  }

  /** Adds an expert: an account, more than one, or an address outside. */
  @Post()
  @Staff('institution.manage', 'group.manage')
  @ApiCreatedResponse({ type: ExpertDto })
  @ApiProblems(403, 422)
  async register(@Caller() caller: StaffIdentity, @Body() body: RegisterExpertDto): Promise<ExpertDto> {
    const { groupId = null, ...words } = body;
    return expertDto(await this.experts.register(manager(caller), groupId, description(words)));
  }

  /** Changes what is said of an expert. */
  @Put(':id')
  @Staff('institution.manage', 'group.manage')
  @ApiOkResponse({ type: ExpertDto })
  @ApiProblems(403, 404, 422)
  async describe(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Body() body: DescribeExpertDto,
  ): Promise<ExpertDto> {
    return expertDto(await this.experts.describe(manager(caller), id, description(body)));
  }

  /** Removes an expert. No longer offered; earlier referrals to it stay open. */
  @Delete(':id')
  @HttpCode(204)
  @Staff('institution.manage', 'group.manage')
  @ApiNoContentResponse()
  @ApiProblems(403, 404)
  async retire(@Caller() caller: StaffIdentity, @PathId() id: string): Promise<void> {
    await this.experts.retire(manager(caller), id);
  }
}

const manager = ({ institutionId, roles, groupRoles }: StaffIdentity): Manager => ({
  institutionId,
  institutionAdmin: roles.includes('institution-admin'),
  adminOfGroupIds: groupRoles.flatMap(({ role, groupId }) => (role === 'group-admin' ? [groupId] : [])),
});

const description = (words: DescribeExpertDto): ExpertDescription => ({
  name: words.name,
  accountIds: words.accountIds ?? [],
  address: words.address ?? null,
  expertise: words.expertise ?? [],
  qualityControl: words.qualityControl ?? false,
});
