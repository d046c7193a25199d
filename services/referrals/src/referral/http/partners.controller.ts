import { nameMatches } from '@carrel/kernel';
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
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { EmailPartnersService } from '../../email-partner/email-partners.service.js';
import type { Referring } from '../domain/referring.js';
import { PartnersService } from '../partners.service.js';
import { from } from '../../shared/http/page-by-name.js';
import * as shown from './partners.dto.js';
import { PartnerDetailsDto, PartnerDetailsQuery, PartnerDto, PartnersQuery } from './partners.dto.js';

@ApiTags('partners')
@Controller('v1/partners')
export class PartnersController {
  constructor(
    private readonly partners: PartnersService,
    private readonly addresses: EmailPartnersService,
  ) {}

  /** The "Refer to" list of a question: who may be referred to, and for one who may not, why. */
  @Get()
  @Staff('referrals.make')
  @ApiPage(PartnerDto)
  @ApiProblems(404, 503)
  async list(@Caller() caller: StaffIdentity, @Query() query: PartnersQuery): Promise<Page<PartnerDto>> {
    const referring = await this.partners.referring(caller, query.questionId);
    const matches = nameMatches(query.search ?? '');
    const rows = (await this.rows(caller, query, referring)).filter(
      ({ name, groupIds, expertise }) =>
        matches(name) &&
        (!query.groupId || groupIds.includes(query.groupId)) &&
        (!query.expertise || knowsOf(expertise, query.expertise)),
    );
    const after = readCursor(query.cursor, 'text', 'id');
    const withIds = rows.map((row) => ({ ...row, id: shown.idOf(row) }));
    const page = pageOf(from(withIds, after), query.limit, ({ name, id }) => [name, id]);
    return { ...page, items: page.items.map(({ id: _, ...row }) => row) };
  }

  /** What there is to know of a library before a question is referred there, and how it has done so far. */
  @Get(':id')
  @Staff('referrals.make')
  @ApiOkResponse({ type: PartnerDetailsDto })
  @ApiProblems(404, 503)
  async details(
    @Caller() caller: StaffIdentity,
    @PathId() institutionId: string,
    @Query() { questionId }: PartnerDetailsQuery,
  ): Promise<PartnerDetailsDto> {
    const details = await this.partners.details(caller, questionId, institutionId);
    return { ...details, ...shown.partnerDto('cooperative')(details.partner), expertise: details.expertise };
  }

  private async rows(
    caller: StaffIdentity,
    query: PartnersQuery,
    referring: Referring,
  ): Promise<PartnerDto[]> {
    const { kind, groupId } = query;
    if (kind === 'shared-followup') return [shown.sharedFollowupDto(referring.sharedFollowupObstacle())];
    if (kind === 'expert') return referring.experts().map(shown.expertPartnerDto);
    if (kind === 'cooperative' || kind === 'subscription')
      return referring.partners(`${kind}-partner`, groupId).map(shown.partnerDto(kind));
    const obstacle = referring.addressObstacle();
    const { reasonRequired } = referring.through([]);
    return (await this.addresses.of(caller.accountId)).map((partner) =>
      shown.addressPartnerDto(partner, obstacle, reasonRequired),
    );
  }
}

const knowsOf = (expertise: readonly string[], wanted: string): boolean =>
  expertise.some((one) => one.toLowerCase().includes(wanted.toLowerCase()));
