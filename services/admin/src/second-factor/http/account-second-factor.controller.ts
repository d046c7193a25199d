import { Controller, Delete, Get, HttpCode } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems, Caller, PathId, Staff, type StaffIdentity } from '@carrel/web';
import { SecondFactorService } from '../second-factor.service.js';
import { secondFactorAnswer, SecondFactorDto } from './second-factor.dto.js';

@ApiTags('second factor')
@Controller('v1/accounts/:id/second-factor')
export class AccountSecondFactorController {
  constructor(private readonly secondFactor: SecondFactorService) {}

  /** Reads which second factors an account has, and what changed of them. */
  @Get()
  @Staff('accounts.manage', 'platform.operate')
  @ApiOkResponse({ type: SecondFactorDto })
  async read(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<SecondFactorDto> {
    return secondFactorAnswer(await this.secondFactor.stateFor(id, caller));
  }

  /** For an owner who has lost every factor: the owner is notified by mail, and all sign-ins of the account end. */
  @Delete()
  @HttpCode(204)
  @Staff('accounts.manage', 'platform.operate')
  @ApiNoContentResponse()
  @ApiProblems(404, 409)
  reset(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<void> {
    return this.secondFactor.reset(id, caller);
  }
}
