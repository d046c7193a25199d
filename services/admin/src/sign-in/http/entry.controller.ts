import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiConsumes,
  ApiOkResponse,
  ApiProperty,
  ApiPropertyOptional,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { ApiProblems, OwnIdempotency, PathId, Problem, Public, RateLimit, TakesForms } from '@carrel/web';
import { IsIn, IsOptional, IsString, IsUUID, Length, Matches, MaxLength } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tokensAnswer, TokensDto } from './auth.dto.js';
import { deviceIn } from './device-cookies.js';
import { LogoutTokenRefused } from '../../single-sign-on/domain/refusals.js';
import { EntryService } from '../entry.service.js';

const perAddress = { points: 600, seconds: 60, by: 'ip', name: 'single-sign-on' } as const;

export class StartQuery {
  @ApiProperty({ format: 'uuid', description: 'the library to sign in to' })
  @IsUUID()
  institutionId!: string;

  @ApiProperty({
    format: 'uri',
    maxLength: 1000,
    description: "of the platform or of one of the library's web-origins",
  })
  @IsString()
  @MaxLength(1000)
  returnTo!: string;

  @ApiProperty({
    minLength: 43,
    maxLength: 43,
    description: 'BASE64URL(SHA-256(verifier)) of a secret that the front end keeps (RFC 7636, S256)',
  })
  @Matches(/^[\w-]{43}$/)
  challenge!: string;

  @ApiPropertyOptional({ enum: ['redirect', 'url'], default: 'redirect' })
  @IsOptional()
  @IsIn(['redirect', 'url'])
  answer?: 'redirect' | 'url';
}

export class StartDto {
  @ApiProperty({ format: 'uri', description: 'where to send the browser' })
  url!: string;
}

export class ExchangeDto {
  @ApiProperty({ maxLength: 200, description: 'what came after #sso_code=' })
  @IsString()
  @Length(1, 200)
  code!: string;

  @ApiProperty({ minLength: 43, maxLength: 128, description: 'the secret behind the challenge' })
  @Matches(/^[\w.~-]{43,128}$/)
  verifier!: string;
}

/** Signing in at a library's provider, for front ends (docs/single-sign-on.md). */
@ApiTags('signing in')
@Controller('v1/auth/single-sign-on')
export class EntryController {
  constructor(private readonly entry: EntryService) {}

  /** Sends the browser to the provider, or answers with the address when `answer=url`. */
  @Get('start')
  @Public()
  @RateLimit(perAddress)
  @ApiResponse({ status: 303, description: 'to the provider' })
  @ApiOkResponse({ type: StartDto })
  @ApiProblems(409)
  async start(
    @Query() query: StartQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StartDto | void> {
    const url = await this.entry.start(query.institutionId, query.returnTo, query.challenge);
    if (query.answer === 'url') return { url: url.href };
    leadTo(url.href, reply);
  }

  /**
   * Takes the browser back from the provider. Where the provider sends the browser; it goes on to
   * `returnTo#sso_code=` or `#sso_error=`.
   */
  @Get(':providerId/callback')
  @Public()
  @RateLimit(perAddress)
  @ApiResponse({ status: 303, description: 'back to the front end' })
  @ApiProblems(422)
  async callback(
    @PathId('providerId') providerId: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const { searchParams } = new URL(request.url, 'http://callback.invalid');
    leadTo(await this.entry.callback(providerId, searchParams), reply);
  }

  /**
   * Exchanges the code of a single sign-on for tokens. The one-time code for the tokens, within a minute and by
   * whoever began.
   */
  @Post('exchange')
  @HttpCode(200)
  @Public()
  @OwnIdempotency()
  @RateLimit(perAddress)
  @ApiOkResponse({ type: TokensDto })
  @ApiProblems(401)
  async exchange(
    @Body() { code, verifier }: ExchangeDto,
    @Req() request: FastifyRequest,
  ): Promise<TokensDto> {
    return tokensAnswer(await this.entry.exchange(code, verifier, deviceIn(request)));
  }

  /** Ends the sign-ins that a provider says are over. For providers alone: OpenID Connect Back-Channel Logout 1.0. */
  @Post(':providerId/logout')
  @HttpCode(200)
  @Public()
  @OwnIdempotency()
  @TakesForms()
  @ApiConsumes('application/x-www-form-urlencoded')
  @RateLimit({ points: 600, seconds: 60, by: 'ip' })
  @ApiOkResponse()
  @ApiProblems(400)
  async logout(
    @PathId('providerId') providerId: string,
    @Body() sent: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const token = (sent as { logout_token?: unknown } | null)?.logout_token;
    void reply.header('cache-control', 'no-store');
    await this.entry.logout(providerId, typeof token === 'string' ? token : '').catch((refusal: unknown) => {
      // The specification wants this status, which no other refusal has.
      throw refusal instanceof LogoutTokenRefused ? new Problem(400, refusal.code, refusal.message) : refusal;
    });
  }
}

function leadTo(address: string, reply: FastifyReply): void {
  void reply
    .status(303)
    .headers({ location: address, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
}
