import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiPage,
  ApiProblems,
  Caller,
  PageQuery,
  pageOf,
  PathId,
  readCursor,
  Staff,
  type Page,
  type StaffIdentity,
} from '@carrel/web';
import type { Owner } from '../domain/service-account.js';
import { ServiceAccountsService, type WithSecret } from '../service-accounts.service.js';
import {
  CreateServiceAccountDto,
  RotateDto,
  serviceAccountAnswer,
  ServiceAccountDto,
  ServiceAccountWithSecretDto,
} from './service-account.dto.js';

@ApiTags('service accounts')
@Controller('v1')
export class ServiceAccountsController {
  constructor(private readonly accounts: ServiceAccountsService) {}

  /** Lists a library's service accounts. */
  @Get('institutions/:id/service-accounts')
  @Staff('institution.manage')
  @ApiPage(ServiceAccountDto)
  ofInstitution(@PathId() id: string, @Query() query: PageQuery, @Caller() caller: StaffIdentity) {
    return this.list({ kind: 'institution', id }, query, caller);
  }

  /** Credentials for a program that acts for the library (B33). The secret is shown once. */
  @Post('institutions/:id/service-accounts')
  @Staff('institution.manage')
  @ApiCreatedResponse({ type: ServiceAccountWithSecretDto })
  @ApiProblems(404, 409, 422)
  createForInstitution(
    @PathId() id: string,
    @Body() dto: CreateServiceAccountDto,
    @Caller() caller: StaffIdentity,
  ): Promise<ServiceAccountWithSecretDto> {
    return this.create({ kind: 'institution', id }, dto, caller);
  }

  /** Lists a group's service accounts. */
  @Get('groups/:id/service-accounts')
  @Staff('group.manage')
  @ApiPage(ServiceAccountDto)
  ofGroup(@PathId() id: string, @Query() query: PageQuery, @Caller() caller: StaffIdentity) {
    return this.list({ kind: 'group', id }, query, caller);
  }

  /** Makes a service account of a group. As for a library; `events:read` gives the group's feed. */
  @Post('groups/:id/service-accounts')
  @Staff('group.manage')
  @ApiCreatedResponse({ type: ServiceAccountWithSecretDto })
  @ApiProblems(404, 409, 422)
  createForGroup(
    @PathId() id: string,
    @Body() dto: CreateServiceAccountDto,
    @Caller() caller: StaffIdentity,
  ): Promise<ServiceAccountWithSecretDto> {
    return this.create({ kind: 'group', id }, dto, caller);
  }

  /** Replaces a service account's secret. A new secret; the present one is good for another day unless it leaked. */
  @Post('service-accounts/:id/rotate')
  @HttpCode(200)
  @Staff('institution.manage', 'group.manage', 'platform.operate')
  @ApiOkResponse({ type: ServiceAccountWithSecretDto })
  @ApiProblems(409)
  async rotate(
    @PathId() id: string,
    @Body() dto: RotateDto,
    @Caller() caller: StaffIdentity,
  ): Promise<ServiceAccountWithSecretDto> {
    return withSecret(await this.accounts.rotate(id, dto.leaked ?? false, caller));
  }

  /** Revokes a service account. For good; tokens given out before are refused within seconds. */
  @Post('service-accounts/:id/revoke')
  @HttpCode(200)
  @Staff('institution.manage', 'group.manage', 'platform.operate')
  @ApiOkResponse({ type: ServiceAccountDto })
  async revoke(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<ServiceAccountDto> {
    return serviceAccountAnswer(await this.accounts.revoke(id, caller));
  }

  private async create(owner: Owner, dto: CreateServiceAccountDto, caller: StaffIdentity) {
    return withSecret(await this.accounts.create(owner, dto, caller));
  }

  private async list(
    owner: Owner,
    query: PageQuery,
    caller: StaffIdentity,
  ): Promise<Page<ServiceAccountDto>> {
    const after = readCursor(query.cursor, 'id')?.[0];
    const rows = await this.accounts.of(owner, caller, after, query.limit + 1);
    return pageOf(rows.map(serviceAccountAnswer), query.limit, ({ id }) => [id]);
  }
}

const withSecret = ({ account, secret }: WithSecret): ServiceAccountWithSecretDto => ({
  ...serviceAccountAnswer(account),
  clientSecret: secret,
});
