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
import { ReferralsService, type Call } from '../referrals.service.js';
import {
  MakeReferralDto,
  ReturnDto,
  targetOf,
  WithdrawDto,
  asMade,
  ReferralDto,
  ReferralsQuery,
} from './referrals.dto.js';
import { Showing } from './showing.js';

@ApiTags('referrals')
@Controller('v1/referrals')
export class ReferralsController {
  constructor(
    private readonly referrals: ReferralsService,
    private readonly showing: Showing,
  ) {}

  /** Refers a question to a library, an expert, an e-mail partner or Shared Followup. */
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
    const { questionId, to, reason, noContactConfirmed, withPatronContact, deadlineHours } = body;
    const referral = await this.referrals.make(call(caller, key), {
      questionId,
      to: targetOf(to),
      reason: reason ?? null,
      noContactConfirmed: noContactConfirmed ?? false,
      withContact: withPatronContact ?? false,
      deadlineHours,
    });
    return this.showing.one(asMade(referral), caller);
  }

  /** Lists referrals in or out, or those of one question. */
  @Get()
  @Staff('questions.read')
  @ApiPage(ReferralDto)
  async list(@Caller() caller: StaffIdentity, @Query() query: ReferralsQuery): Promise<Page<ReferralDto>> {
    const { direction, questionId, limit } = query;
    const before = readCursor(query.cursor, 'id')?.[0];
    const { institutionId, accountId } = caller;
    const rows = await this.referrals.list({
      institutionId,
      accountId,
      direction,
      questionId,
      before,
      limit,
    });
    return pageOf(await this.showing.all(rows, caller), limit, ({ id }) => [id]);
  }

  /** Reads one referral. */
  @Get(':id')
  @Staff('questions.read')
  @ApiOkResponse({ type: ReferralDto })
  @ApiProblems(404)
  async get(@Caller() caller: StaffIdentity, @PathId() id: string): Promise<ReferralDto> {
    return this.showing.one(await this.referrals.get(id, caller), caller);
  }

  /** Gives a referred question back to its sender, with a reason. */
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
    return this.showing.ended(() => this.referrals.return(call(caller, key), id, reason), caller);
  }

  /** Takes a referral back as its sender. */
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
    return this.showing.ended(() => this.referrals.withdraw(call(caller, key), id, reason ?? null), caller);
  }
}

const call = ({ accountId, institutionId }: StaffIdentity, idempotencyKey?: string): Call => ({
  accountId,
  institutionId,
  idempotencyKey,
});
