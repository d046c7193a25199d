import { Body, Controller, Get, Headers, HttpCode, Post, Put, Query } from '@nestjs/common';
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
  wantedIn,
} from '@carrel/web';
import { GroupRolesDto } from '../../registry/http/group.dto.js';
import { AccountsService } from '../accounts.service.js';
import {
  accountAnswer,
  AccountChangeDto,
  AccountDto,
  AccountsQuery,
  ChangeAccountDto,
  ColleagueDto,
  CreateAccountDto,
} from './account.dto.js';

@ApiTags('accounts')
@Controller('v1')
export class AccountsController {
  constructor(private readonly accounts: AccountsService) {}

  /** Lists accounts of a library, or all of them for the operator. */
  @Get('accounts')
  @Staff('accounts.manage', 'platform.operate')
  @ApiPage(AccountDto)
  async list(
    @Query() query: AccountsQuery,
    @Headers('accept-language') accepted: string | undefined,
    @Caller() caller: StaffIdentity,
  ): Promise<Page<AccountDto>> {
    const { search, limit, institutionId = caller.institutionId } = query;
    const after = readCursor(query.cursor, 'text', 'id');
    const rows = await this.accounts.ofInstitution(
      { institutionId, search, after, limit: limit + 1, language: wantedIn(undefined, accepted)[0] },
      caller,
    );
    const page = pageOf(rows, limit, (row) => [row.name, row.id]);
    return { ...page, items: page.items.map(accountAnswer) };
  }

  /** Who works at the caller's library, by name: to whom a question can be assigned. */
  @Get('colleagues')
  @Staff('questions.work', 'questions.assign', 'questions.review')
  @ApiPage(ColleagueDto)
  async colleagues(
    @Query() { cursor, limit }: PageQuery,
    @Headers('accept-language') accepted: string | undefined,
    @Caller() { institutionId }: StaffIdentity,
  ): Promise<Page<ColleagueDto>> {
    const after = readCursor(cursor, 'text', 'id');
    const wanted = { after, limit: limit + 1, language: wantedIn(undefined, accepted)[0] };
    const rows = await this.accounts.colleagues(institutionId, wanted);
    const page = pageOf(rows, limit, (row) => [row.name, row.id]);
    return { ...page, items: page.items.map(({ id, name }) => ({ id, name })) };
  }

  /** Reads one account. */
  @Get('accounts/:id')
  @Staff('accounts.manage', 'platform.operate')
  @ApiOkResponse({ type: AccountDto })
  async read(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<AccountDto> {
    return accountAnswer(await this.accounts.get(id, caller));
  }

  /** Makes an account. On demand and without limit (R3, R9); an invitation then lets its owner choose a password. */
  @Post('accounts')
  @Staff('accounts.manage', 'platform.operate')
  @ApiCreatedResponse({ type: AccountDto })
  @ApiProblems(404, 409)
  async create(@Body() dto: CreateAccountDto, @Caller() caller: StaffIdentity): Promise<AccountDto> {
    const institutionId = dto.institutionId ?? caller.institutionId;
    return accountAnswer(
      await this.accounts.create(institutionId, { ...inputOf(dto), invite: dto.invite ?? false }, caller),
    );
  }

  /** Changes an account's name, address and roles. */
  @Put('accounts/:id')
  @Staff('accounts.manage', 'platform.operate')
  @ApiOkResponse({ type: AccountDto })
  @ApiProblems(409)
  async change(
    @PathId() id: string,
    @Body() dto: ChangeAccountDto,
    @Caller() caller: StaffIdentity,
  ): Promise<AccountDto> {
    return accountAnswer(await this.accounts.change(id, inputOf(dto), caller));
  }

  /** Keeps an account from signing in; its sign-ins end within seconds. */
  @Post('accounts/:id/deactivate')
  @HttpCode(200)
  @Staff('accounts.manage', 'platform.operate')
  @ApiOkResponse({ type: AccountDto })
  @ApiProblems(409)
  async deactivate(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<AccountDto> {
    return accountAnswer(await this.accounts.deactivate(id, caller));
  }

  /** Lets a deactivated account sign in again. */
  @Post('accounts/:id/reactivate')
  @HttpCode(200)
  @Staff('accounts.manage', 'platform.operate')
  @ApiOkResponse({ type: AccountDto })
  async reactivate(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<AccountDto> {
    return accountAnswer(await this.accounts.reactivate(id, caller));
  }

  /** Changes of the account's roles, by whom and why, the newest first. */
  @Get('accounts/:id/history')
  @Staff('accounts.manage', 'platform.operate')
  @ApiPage(AccountChangeDto)
  @ApiProblems(404)
  async history(
    @PathId() id: string,
    @Query() query: PageQuery,
    @Caller() caller: StaffIdentity,
  ): Promise<Page<AccountChangeDto>> {
    const before = readCursor(query.cursor, 'id')?.[0];
    const rows = await this.accounts.historyOf(id, { before, limit: query.limit + 1 }, caller);
    return pageOf(rows, query.limit, (row) => [row.id]);
  }

  /** Replaces the roles one account holds in the group. */
  @Put('groups/:id/roles/:accountId')
  @Staff('group.manage', 'platform.operate')
  @ApiOkResponse({ type: AccountDto })
  @ApiProblems(409, 422)
  async giveGroupRoles(
    @PathId() id: string,
    @PathId('accountId') accountId: string,
    @Body() dto: GroupRolesDto,
    @Caller() caller: StaffIdentity,
  ): Promise<AccountDto> {
    return accountAnswer(await this.accounts.holdInGroup(id, accountId, dto.roles, caller));
  }
}

const inputOf = (dto: ChangeAccountDto) => ({
  person: { email: dto.email, name: dto.name },
  roles: dto.roles,
  trained: dto.trained ?? false,
});
