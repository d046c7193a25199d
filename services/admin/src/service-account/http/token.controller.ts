import { Body, Controller, Headers, HttpCode, Post, UseFilters } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems, TakesForms, OwnCredentials, OwnIdempotency, Public, RateLimit } from '@carrel/web';
import { InvalidClient } from '../domain/refusals.js';
import { ServiceAccountsService } from '../service-accounts.service.js';
import { OAuthFilter } from './oauth.filter.js';
import { TokenDto, TokenRequestDto } from './token.dto.js';

/** The token endpoint of OAuth 2.0 for service accounts (RFC 6749, 4.4; B33). */
@ApiTags('signing in')
@Controller('v1/auth/token')
export class TokenController {
  constructor(private readonly accounts: ServiceAccountsService) {}

  /**
   * Issues an access token to a service account (OAuth 2.0, client credentials). The client id and secret as HTTP
   * Basic credentials, or as fields of the body; a form or JSON.
   */
  @Post()
  @HttpCode(200)
  @Public()
  @OwnCredentials()
  @OwnIdempotency()
  @TakesForms()
  @ApiConsumes('application/x-www-form-urlencoded', 'application/json')
  @UseFilters(OAuthFilter)
  @RateLimit({ points: 600, seconds: 60, by: 'ip' })
  @ApiOkResponse({ type: TokenDto })
  @ApiProblems(401)
  async token(
    @Headers('authorization') authorization: string | undefined,
    @Body() dto: TokenRequestDto,
  ): Promise<TokenDto> {
    const [id, secret] = credentialsOf(authorization, dto);
    const wanted = dto.scope?.split(' ').filter(Boolean);
    const granted = await this.accounts.grant(id, secret, wanted?.length ? wanted : undefined);
    return {
      access_token: granted.accessToken,
      token_type: 'Bearer',
      expires_in: granted.expiresIn,
      scope: granted.scopes.join(' '),
    };
  }
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** One way at a time (RFC 6749, 2.3); in Basic credentials both parts are form-encoded (2.3.1). */
function credentialsOf(header: string | undefined, dto: TokenRequestDto): [id: string, secret: string] {
  const inBody = dto.client_id !== undefined || dto.client_secret !== undefined;
  if (header !== undefined && dto.client_secret !== undefined) throw new InvalidClient();
  const [id, secret] = header === undefined ? [dto.client_id, dto.client_secret] : basic(header);
  if (header !== undefined && inBody && dto.client_id !== id) throw new InvalidClient();
  if (!id || !secret || !uuid.test(id)) throw new InvalidClient();
  return [id.toLowerCase(), secret];
}

function basic(header: string): [string | undefined, string | undefined] {
  const encoded = /^Basic +([A-Za-z0-9+/=]{1,1000})$/i.exec(header)?.[1];
  if (!encoded) return [undefined, undefined];
  const [, id, secret] = /^([^:]*):(.*)$/.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  try {
    return [id && decodeURIComponent(id), secret && decodeURIComponent(secret)];
  } catch {
    return [undefined, undefined];
  }
}
