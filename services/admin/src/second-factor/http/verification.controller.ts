import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Clock } from '@carrel/kernel';
import { ApiProblems, networkOfCaller, OwnIdempotency, Public, RateLimit } from '@carrel/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DeviceTokens } from '../../credential/device-tokens.js';
import { tokensAnswer, TokensDto } from '../../sign-in/http/auth.dto.js';
import { deviceCookie, deviceIn } from '../../sign-in/http/device-cookies.js';
import type { Tokens } from '../../sign-in/sign-in-starter.js';
import { VerificationService } from '../verification.service.js';
import { PasskeySignInDto, PendingDto, VerifyDto } from './second-factor.dto.js';

const perAddress = { points: 600, seconds: 60, by: 'ip', name: 'second-factor-sign-in' } as const;
const options = { schema: { type: 'object', additionalProperties: true } } as const;

/** The second step of signing in, and signing in by passkey alone. */
@ApiTags('signing in')
@Controller('v1/auth')
export class VerificationController {
  constructor(
    private readonly verification: VerificationService,
    private readonly devices: DeviceTokens,
    private readonly clock: Clock,
  ) {}

  /** Goes on after a 401 `second-factor-required`: a code of the app, a recovery code or a passkey. */
  @Post('second-factor')
  @HttpCode(200)
  @Public()
  @OwnIdempotency()
  @RateLimit(perAddress)
  @ApiOkResponse({ type: TokensDto })
  @ApiProblems(401)
  async verify(
    @Body() { token, ...given }: VerifyDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokensDto> {
    return this.remember(
      await this.verification.verify(token, given, networkOfCaller(request)),
      request,
      reply,
    );
  }

  /** What `navigator.credentials.get` wants under `publicKey`, for the passkeys of the account. */
  @Post('second-factor/passkey-options')
  @HttpCode(200)
  @Public()
  @OwnIdempotency()
  @RateLimit(perAddress)
  @ApiOkResponse(options)
  @ApiProblems(401)
  passkeyOptions(@Body() { token }: PendingDto): Promise<object> {
    return this.verification.passkeyOptions(token);
  }

  /** The same for somebody who has not said who it is. */
  @Post('passkeys/options')
  @HttpCode(200)
  @Public()
  @OwnIdempotency()
  @RateLimit(perAddress)
  @ApiOkResponse(options)
  anonymousOptions(): Promise<object> {
    return this.verification.anonymousOptions();
  }

  /** Signs in by a passkey alone, which verifies the person itself. */
  @Post('passkeys')
  @HttpCode(200)
  @Public()
  @OwnIdempotency()
  @RateLimit(perAddress)
  @ApiOkResponse({ type: TokensDto })
  @ApiProblems(401)
  async signIn(
    @Body() { response }: PasskeySignInDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokensDto> {
    return this.remember(await this.verification.signIn(response, deviceIn(request)), request, reply);
  }

  private remember(tokens: Tokens, { protocol }: FastifyRequest, reply: FastifyReply): TokensDto {
    const { id } = tokens.account;
    const token = this.devices.issue(id, this.clock.now());
    void reply.header('set-cookie', deviceCookie(id, token, protocol === 'https'));
    return tokensAnswer(tokens);
  }
}
