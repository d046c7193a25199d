import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems, OwnCredentials, OwnIdempotency, RateLimit, Staff } from '@carrel/web';
import { tokensAnswer } from '../../sign-in/http/auth.dto.js';
import { SecondFactorService, type Enrolled } from '../second-factor.service.js';
import { FactorCallers } from './factor-callers.js';
import {
  ConfirmDto,
  EnrolledDto,
  NewPasskeyDto,
  RecoveryCodesDto,
  secondFactorAnswer,
  SecondFactorDto,
  TotpDto,
} from './second-factor.dto.js';

type Authorization = string | undefined;
const changes = { points: 120, seconds: 60, by: 'ip', name: 'second-factor' } as const;

/**
 * The caller's own second factor. Besides an access token whose sign-in is no older than 15 minutes (403
 * `sign-in-too-old`), these take the token of a sign-in that its group lets go on only with a second factor.
 */
@ApiTags('second factor')
@Controller('v1/me/second-factor')
@Staff()
@OwnCredentials()
export class SecondFactorController {
  constructor(
    private readonly callers: FactorCallers,
    private readonly secondFactor: SecondFactorService,
  ) {}

  /** Reads which second factors the caller has, and whether one is required. */
  @Get()
  @ApiOkResponse({ type: SecondFactorDto })
  async read(@Headers('authorization') authorization: Authorization): Promise<SecondFactorDto> {
    const { accountId } = await this.callers.of(authorization);
    return secondFactorAnswer(await this.secondFactor.stateOf(accountId));
  }

  /**
   * Begins to add an authenticator app. A new secret for an authenticator app; it counts once a first code is
   * confirmed.
   */
  @Post('totp')
  @OwnIdempotency()
  @RateLimit(changes)
  @ApiCreatedResponse({ type: TotpDto })
  async beginTotp(@Headers('authorization') authorization: Authorization): Promise<TotpDto> {
    return this.secondFactor.beginTotp(await this.callers.of(authorization));
  }

  /** Confirms the authenticator app by a first code; the answer has the recovery codes. */
  @Post('totp/confirm')
  @HttpCode(200)
  @OwnIdempotency()
  @RateLimit({ ...changes, points: 20, name: 'second-factor-confirm' })
  @ApiOkResponse({ type: EnrolledDto })
  @ApiProblems(409)
  async confirmTotp(
    @Headers('authorization') authorization: Authorization,
    @Body() { code }: ConfirmDto,
  ): Promise<EnrolledDto> {
    return enrolled(await this.secondFactor.confirmTotp(await this.callers.of(authorization), code));
  }

  /** Removes the authenticator app. */
  @Delete('totp')
  @HttpCode(204)
  @OwnIdempotency()
  @ApiNoContentResponse()
  @ApiProblems(409)
  async removeTotp(@Headers('authorization') authorization: Authorization): Promise<void> {
    await this.secondFactor.removeTotp(await this.callers.of(authorization));
  }

  /** What `navigator.credentials.create` wants under `publicKey` (parseCreationOptionsFromJSON). */
  @Post('passkeys/options')
  @HttpCode(200)
  @OwnIdempotency()
  @RateLimit(changes)
  @ApiOkResponse({ schema: { type: 'object', additionalProperties: true } })
  async passkeyOptions(@Headers('authorization') authorization: Authorization): Promise<object> {
    return this.secondFactor.passkeyOptions(await this.callers.of(authorization));
  }

  /** Adds a passkey, from what the browser made with the options. */
  @Post('passkeys')
  @OwnIdempotency()
  @RateLimit(changes)
  @ApiCreatedResponse({ type: EnrolledDto })
  @ApiProblems(409)
  async addPasskey(
    @Headers('authorization') authorization: Authorization,
    @Body() { name, response }: NewPasskeyDto,
  ): Promise<EnrolledDto> {
    return enrolled(await this.secondFactor.addPasskey(await this.callers.of(authorization), name, response));
  }

  /** Removes a passkey. */
  @Delete('passkeys/:passkeyId')
  @HttpCode(204)
  @OwnIdempotency()
  @ApiNoContentResponse()
  @ApiProblems(404, 409)
  async removePasskey(
    @Headers('authorization') authorization: Authorization,
    @Param('passkeyId') passkeyId: string,
  ): Promise<void> {
    await this.secondFactor.removePasskey(await this.callers.of(authorization), passkeyId);
  }

  /** Ten new ones, shown this once; those from before are worthless then. */
  @Post('recovery-codes')
  @OwnIdempotency()
  @RateLimit(changes)
  @ApiCreatedResponse({ type: RecoveryCodesDto })
  @ApiProblems(404)
  async recoveryCodes(@Headers('authorization') authorization: Authorization): Promise<RecoveryCodesDto> {
    return { recoveryCodes: await this.secondFactor.newRecoveryCodes(await this.callers.of(authorization)) };
  }
}

const enrolled = ({ recoveryCodes, tokens }: Enrolled): EnrolledDto => ({
  recoveryCodes,
  tokens: tokens && tokensAnswer(tokens),
});
