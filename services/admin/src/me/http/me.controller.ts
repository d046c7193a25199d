import { ApiProperty, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { GroupDto } from '../../registry/http/group.dto.js';
import { InstitutionDto } from '../../registry/http/institution.answers.js';
import { AccountDto, accountAnswer } from '../../account/http/account.dto.js';
import { Controller, Get } from '@nestjs/common';
import { Caller, Staff, type StaffIdentity } from '@carrel/web';
import { GroupsService } from '../../group/groups.service.js';
import { InstitutionsService } from '../../institution/institutions.service.js';
import { AccountsService } from '../../account/accounts.service.js';

export class MeDto extends AccountDto {
  @ApiProperty({
    type: [String],
    description: 'what the roles allow, so that clients hide what is not allowed',
  })
  capabilities!: string[];

  @ApiProperty({
    description: 'the account’s library; null for the operator',
    type: InstitutionDto,
    nullable: true,
  })
  institution!: InstitutionDto | null;

  @ApiProperty({ type: [GroupDto], description: "the library's subscription group and joined cooperatives" })
  groups!: GroupDto[];
}

@ApiTags('accounts')
@Controller('v1/me')
export class MeController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly institutions: InstitutionsService,
    private readonly groups: GroupsService,
  ) {}

  /** Reads the caller's own account with its library, groups and what it may do. */
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
