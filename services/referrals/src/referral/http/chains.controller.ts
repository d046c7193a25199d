import { ApiProblems, Caller, PathId, Staff, type StaffIdentity } from '@carrel/web';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ReferralsService } from '../referrals.service.js';
import { ChainDto } from './referrals.dto.js';
import { Showing } from './showing.js';

@ApiTags('referrals')
@Controller('v1/chains')
export class ChainsController {
  constructor(
    private readonly referrals: ReferralsService,
    private readonly showing: Showing,
  ) {}

  /** The chain of a question: every hop with its reason, outcome and time to answer, for each library in it. */
  @Get(':id')
  @Staff('questions.read')
  @ApiOkResponse({ type: ChainDto })
  @ApiProblems(404, 503)
  async get(@Caller() caller: StaffIdentity, @PathId() questionId: string): Promise<ChainDto> {
    const { accountId, institutionId } = caller;
    const chain = await this.referrals.chain(questionId, { accountId, institutionId });
    const hops = await this.showing.all(chain, caller);
    const open = hops.filter(({ status, kind }) => status === 'open' && kind !== 'shared-followup');
    return {
      questionId,
      hops,
      waiting: open.map(({ sender }) => sender),
      receiver: open.at(-1)?.receiver ?? null,
    };
  }
}
