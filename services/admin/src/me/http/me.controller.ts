import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Caller, Staff, type StaffIdentity } from '@carrel/web';
import { GroupsService } from '../../group/groups.service.js';
import { InstitutionsService } from '../../institution/institutions.service.js';
import { AccountsService } from '../../account/accounts.service.js';
import { accountAnswer } from '../../account/http/account.dto.js';
import { MeDto } from './me.dto.js';

@ApiTags('accounts')
@Controller('v1/me')
export class MeController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly institutions: InstitutionsService,
    private readonly groups: GroupsService,
  ) {}

  @Get()
  @Staff()
  @ApiOkResponse({ type: MeDto })
  async read(@Caller() caller: StaffIdentity): Promise<MeDto> {
    const account = accountAnswer(await this.accounts.own(caller));
    const { institutionId } = account;
    return {
      ...account,
      capabilities: [...caller.capabilities].sort(),
      institution: institutionId === null ? null : await this.institutions.get(institutionId),
      groups: institutionId === null ? [] : await this.groups.ofInstitution(institutionId),
    };
  }
}
