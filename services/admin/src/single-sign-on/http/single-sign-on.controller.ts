import { Body, Controller, Delete, Get, Headers, HttpCode, Post, Put, Res } from '@nestjs/common';
import { ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiProblems,
  Caller,
  etagOf,
  PathId,
  RateLimit,
  Staff,
  versionIn,
  type StaffIdentity,
} from '@carrel/web';
import type { FastifyReply } from 'fastify';
import type { Owner } from '../domain/single-sign-on.js';
import { Providers } from '../provider.js';
import { SingleSignOnService, type WithHistory } from '../single-sign-on.service.js';
import { singleSignOnAnswer, SingleSignOnDto } from './single-sign-on.answers.js';
import { choicesOf, GroupSingleSignOnDto, LibrarySingleSignOnDto } from './single-sign-on.dto.js';

const saves = { points: 60, seconds: 3600, by: 'account', name: 'single-sign-on' } as const;
const ifMatch = {
  name: 'If-Match',
  required: false,
  description: 'the ETag last read; 412 when it is stale',
};

/** How the people of a library or a group sign in at a provider of OpenID Connect. */
@ApiTags('single sign-on')
@Controller('v1')
export class SingleSignOnController {
  constructor(
    private readonly singleSignOn: SingleSignOnService,
    private readonly providers: Providers,
  ) {}

  /** Reads a library's own provider of identities. */
  @Get('institutions/:id/single-sign-on')
  @Staff('institution.manage')
  @ApiOkResponse({ type: SingleSignOnDto })
  async ofInstitution(
    @PathId() id: string,
    @Caller() caller: StaffIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SingleSignOnDto> {
    return this.answer(await this.singleSignOn.get({ kind: 'institution', id }, caller), reply);
  }

  /** Asks the provider for its description first: 422 when it gives none, or one of another issuer. */
  @Put('institutions/:id/single-sign-on')
  @Staff('institution.manage')
  @RateLimit(saves)
  @ApiHeader(ifMatch)
  @ApiOkResponse({ type: SingleSignOnDto })
  @ApiProblems(409, 412)
  saveOfInstitution(
    @PathId() id: string,
    @Body() dto: LibrarySingleSignOnDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Caller() caller: StaffIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SingleSignOnDto> {
    return this.save({ kind: 'institution', id }, dto, ifMatch, caller, reply);
  }

  /** Removes the provider: passwords work again, and sign-ins made at it end. */
  @Delete('institutions/:id/single-sign-on')
  @HttpCode(204)
  @Staff('institution.manage')
  @ApiNoContentResponse()
  removeOfInstitution(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<void> {
    return this.singleSignOn.remove({ kind: 'institution', id }, caller);
  }

  /** Takes `only` back; for the operator too, when the provider lets nobody in any more. */
  @Post('institutions/:id/single-sign-on/allow-passwords')
  @HttpCode(204)
  @Staff('institution.manage', 'platform.operate')
  @ApiNoContentResponse()
  allowPasswords(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<void> {
    return this.singleSignOn.allowPasswords(id, caller);
  }

  /** Reads a group's provider of identities. */
  @Get('groups/:id/single-sign-on')
  @Staff('group.manage')
  @ApiOkResponse({ type: SingleSignOnDto })
  async ofGroup(
    @PathId() id: string,
    @Caller() caller: StaffIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SingleSignOnDto> {
    return this.answer(await this.singleSignOn.get({ kind: 'group', id }, caller), reply);
  }

  /** A provider that the group's libraries may choose, and the roles in the group that it gives. */
  @Put('groups/:id/single-sign-on')
  @Staff('group.manage')
  @RateLimit(saves)
  @ApiHeader(ifMatch)
  @ApiOkResponse({ type: SingleSignOnDto })
  @ApiProblems(409, 412)
  saveOfGroup(
    @PathId() id: string,
    @Body() dto: GroupSingleSignOnDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Caller() caller: StaffIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SingleSignOnDto> {
    return this.save({ kind: 'group', id }, dto, ifMatch, caller, reply);
  }

  /** Removes a group's provider of identities. */
  @Delete('groups/:id/single-sign-on')
  @HttpCode(204)
  @Staff('group.manage')
  @ApiNoContentResponse()
  removeOfGroup(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<void> {
    return this.singleSignOn.remove({ kind: 'group', id }, caller);
  }

  private async save(
    owner: Owner,
    dto: GroupSingleSignOnDto | LibrarySingleSignOnDto,
    ifMatch: string | undefined,
    caller: StaffIdentity,
    reply: FastifyReply,
  ): Promise<SingleSignOnDto> {
    const seen = versionIn(ifMatch);
    const saved = await this.singleSignOn.save(owner, choicesOf(dto), dto.clientSecret, seen, caller);
    return this.answer(saved, reply);
  }

  private answer(found: WithHistory, reply: FastifyReply): SingleSignOnDto {
    void reply.header('etag', etagOf(found.singleSignOn.version));
    return singleSignOnAnswer(found, this.providers);
  }
}
