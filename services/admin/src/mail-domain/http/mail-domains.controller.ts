import {
  ApiPage,
  ApiProblems,
  Caller,
  PathId,
  RateLimit,
  Staff,
  type Page,
  type StaffIdentity,
  AtMost,
} from '@carrel/web';
import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiProperty,
  ApiTags,
} from '@nestjs/swagger';
import { IsFQDN } from 'class-validator';
import { recordOf, type MailDomain } from '../domain/mail-domain.js';
import { MailDomainsService } from '../mail-domains.service.js';

class NewMailDomainDto {
  @ApiProperty({
    description: 'the part of an address after the @',
    example: 'library.example',
    maxLength: 253,
  })
  @IsFQDN({ require_tld: true, allow_underscores: false })
  @AtMost(253)
  domain!: string;
}

class TxtRecordDto {
  @ApiProperty({ description: 'kind of the DNS record', enum: ['TXT'] })
  type!: 'TXT';
  @ApiProperty({ example: '_carrel.library.example' })
  name!: string;
  @ApiProperty({ description: 'what the record has to say', example: 'carrel-domain=9Jx...' })
  value!: string;
}

export class MailDomainDto {
  @ApiProperty({ description: 'the part of an address after the @' })
  domain!: string;
  @ApiProperty({ type: TxtRecordDto, description: "what the domain's DNS has to say" })
  record!: TxtRecordDto;
  @ApiProperty({
    description: 'when the record was found; null: not yet',
    type: String,
    format: 'date-time',
    nullable: true,
  })
  verifiedAt!: Date | null;
  @ApiProperty({
    description: 'when it was last looked for; null: never',
    type: String,
    format: 'date-time',
    nullable: true,
  })
  checkedAt!: Date | null;
}

const dto = (mailDomain: MailDomain): MailDomainDto => ({
  domain: mailDomain.domain,
  record: recordOf(mailDomain),
  verifiedAt: mailDomain.verifiedAt,
  checkedAt: mailDomain.checkedAt,
});

/** Domains from which a library's mail may be seen to come (A19). */
@ApiTags('mail-domains')
@Controller('v1/institutions/:id/mail-domains')
export class MailDomainsController {
  constructor(private readonly mailDomains: MailDomainsService) {}

  /** Lists the domains a library may send mail from, and whether their DNS records were found. */
  @Get()
  @Staff('institution.manage')
  @ApiPage(MailDomainDto)
  async list(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<Page<MailDomainDto>> {
    return { items: (await this.mailDomains.list(id, caller)).map(dto), nextCursor: null };
  }

  /** The answer says which TXT record to publish; one that is there already is answered as it stands. */
  @Post()
  @Staff('institution.manage')
  @RateLimit({ points: 20, seconds: 3600, by: 'account' })
  @ApiCreatedResponse({ type: MailDomainDto })
  @ApiProblems(409)
  async add(
    @PathId() id: string,
    @Body() { domain }: NewMailDomainDto,
    @Caller() caller: StaffIdentity,
  ): Promise<MailDomainDto> {
    return dto(await this.mailDomains.add(id, domain, caller));
  }

  /** Looks the record up now: 409 while it is not there or DNS does not answer. */
  @Post(':domain/verify')
  @HttpCode(200)
  @Staff('institution.manage')
  @RateLimit({ points: 30, seconds: 3600, by: 'account' })
  @ApiOkResponse({ type: MailDomainDto })
  @ApiProblems(404, 409)
  async verify(
    @PathId() id: string,
    @Param('domain') domain: string,
    @Caller() caller: StaffIdentity,
  ): Promise<MailDomainDto> {
    return dto(await this.mailDomains.verify(id, domain, caller));
  }

  /** Removes the domain: no mail uses it as sender any more. */
  @Delete(':domain')
  @HttpCode(204)
  @Staff('institution.manage')
  @ApiNoContentResponse()
  @ApiProblems(404)
  remove(
    @PathId() id: string,
    @Param('domain') domain: string,
    @Caller() caller: StaffIdentity,
  ): Promise<void> {
    return this.mailDomains.remove(id, domain, caller);
  }
}
