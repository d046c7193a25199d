import {
  ApiPage,
  ApiProblems,
  Caller,
  pageOf,
  readCursor,
  Staff,
  type Page,
  type StaffIdentity,
} from '@carrel/web';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PartnersService } from '../partners.service.js';
import { partnerDto, PartnersQuery, PartnerDto, sharedFollowupDto } from './partners.dto.js';

@ApiTags('partners')
@Controller('v1/partners')
export class PartnersController {
  constructor(private readonly partners: PartnersService) {}

  /** The "Refer to" list of a question: who may be referred to, and for one who may not, why. */
  @Get()
  @Staff('referrals.make')
  @ApiPage(PartnerDto)
  @ApiProblems(404, 503)
  async list(@Caller() caller: StaffIdentity, @Query() query: PartnersQuery): Promise<Page<PartnerDto>> {
    const referring = await this.partners.referring(caller.institutionId, query.questionId);
    if (query.kind === 'shared-followup') {
      return pageOf([sharedFollowupDto(referring.sharedFollowupObstacle())], 1, () => []);
    }
    const after = readCursor(query.cursor, 'text', 'id');
    const search = query.search?.toLowerCase() ?? '';
    const rows = referring
      .partners(`${query.kind}-partner`, query.groupId)
      .filter(({ library }) => library.name.toLowerCase().includes(search));
    const start = after ? rows.findIndex(({ library }) => library.id === after[1]) + 1 : 0;
    return pageOf(rows.slice(start).map(partnerDto), query.limit, (row) => [row.name, row.institutionId]);
  }
}
