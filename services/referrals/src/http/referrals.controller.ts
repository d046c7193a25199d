import { Directory, Names } from '@carrel/directory';
import {
  ApiPage,
  ApiProblems,
  Caller,
  OwnIdempotency,
  pageOf,
  PathId,
  readCursor,
  Staff,
  type Page,
  type StaffIdentity,
} from '@carrel/web';
import { Body, Controller, Get, Headers, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Referral } from '../domain/referral.js';
import { ReferralsService, type Call } from '../referrals.service.js';
import {
  asMade,
  MakeReferralDto,
  referralDto,
  ReferralDto,
  ReferralsQuery,
  ReturnDto,
  WithdrawDto,
} from './referrals.dto.js';

@ApiTags('referrals')
@Controller('v1/referrals')
export class ReferralsController {
  constructor(
    private readonly referrals: ReferralsService,
    private readonly directory: Directory,
    private readonly names: Names,
  ) {}

  @Post()
  @Staff('referrals.make')
  @OwnIdempotency()
  @ApiCreatedResponse({ type: ReferralDto })
  @ApiProblems(404, 409, 422, 503)
  async make(
    @Caller() caller: StaffIdentity,
    @Body() body: MakeReferralDto,
    @Headers('idempotency-key') key?: string,
  ): Promise<ReferralDto> {
    const { questionId, to, reason, noContactConfirmed } = body;
    const referral = await this.referrals.make(call(caller, key), {
      questionId,
      to: { kind: to.kind, institutionId: to.institutionId },
      reason: reason ?? null,
      noContactConfirmed: noContactConfirmed ?? false,
    });
    return asMade(await this.show(referral));
  }

  @Get()
  @Staff('questions.read')
  @ApiPage(ReferralDto)
  async list(@Caller() caller: StaffIdentity, @Query() query: ReferralsQuery): Promise<Page<ReferralDto>> {
    const { direction, questionId, limit } = query;
    const before = readCursor(query.cursor, 'id')?.[0];
    const rows = await this.referrals.list({
      institutionId: caller.institutionId,
      direction,
      questionId,
      before,
      limit,
    });
    return pageOf(await this.showAll(rows), limit, ({ id }) => [id]);
  }

  @Get(':id')
  @Staff('questions.read')
  @ApiOkResponse({ type: ReferralDto })
  @ApiProblems(404)
  async get(@Caller() caller: StaffIdentity, @PathId() id: string): Promise<ReferralDto> {
    return this.show(await this.referrals.get(id, caller.institutionId));
  }

  @Post(':id/return')
  @HttpCode(200)
  @Staff('referrals.make')
  @OwnIdempotency()
  @ApiOkResponse({ type: ReferralDto })
  @ApiProblems(403, 404, 409, 503)
  async return(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Body() { reason }: ReturnDto,
    @Headers('idempotency-key') key?: string,
  ): Promise<ReferralDto> {
    return this.show(await this.referrals.return(call(caller, key), id, reason));
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @Staff('referrals.make')
  @OwnIdempotency()
  @ApiOkResponse({ type: ReferralDto })
  @ApiProblems(403, 404, 409, 503)
  async withdraw(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Body() { reason }: WithdrawDto,
    @Headers('idempotency-key') key?: string,
  ): Promise<ReferralDto> {
    return this.show(await this.referrals.withdraw(call(caller, key), id, reason ?? null));
  }

  private async show(referral: Referral): Promise<ReferralDto> {
    const [shown] = await this.showAll([referral]);
    return shown!;
  }

  private async showAll(referrals: readonly Referral[]): Promise<ReferralDto[]> {
    const names = await this.names.of(referrals.map(({ actorId }) => actorId));
    const ids = referrals.flatMap((each) => [each.senderInstitutionId, each.receiverInstitutionId]);
    for (const id of new Set(ids.filter((each) => each !== null))) {
      const library = await this.directory.institution(id);
      if (library) names.set(id, library.name);
    }
    return referrals.map((referral) => referralDto(referral, (id) => names.get(id) ?? null));
  }
}

const call = ({ accountId, institutionId }: StaffIdentity, idempotencyKey?: string): Call => ({
  accountId,
  institutionId,
  idempotencyKey,
});
