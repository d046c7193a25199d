import { Body, Controller, HttpCode, Post, Put, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiTags,
} from '@nestjs/swagger';
import {
  ApiProblems,
  Caller,
  networkOfCaller,
  OwnIdempotency,
  PathId,
  Public,
  RateLimit,
  Staff,
  type StaffIdentity,
} from '@carrel/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InvitationDto } from '../../account/http/account.dto.js';
import { InvitationsService } from '../invitations.service.js';
import { SignInService } from '../sign-in.service.js';
import { deviceCookie, deviceIn, deviceTokensIn } from './device-cookies.js';
import {
  ChangePasswordDto,
  ForgottenDto,
  LoginDto,
  RedeemDto,
  RefreshDto,
  tokensAnswer,
  TokensDto,
} from './auth.dto.js';

// A key's transaction would undo the count of a failed login or the end of a family with the refusal:
// these commands leave Idempotency-Key aside.
const perAddress = { points: 600, seconds: 60, by: 'ip' } as const;

@ApiTags('signing in')
@Controller('v1')
export class AuthController {
  constructor(
    private readonly signIn: SignInService,
    private readonly invitations: InvitationsService,
  ) {}

  /** Signs in by e-mail address and password; 403 `second-factor-required` where a second one is needed. */
  @Post('auth/login')
  @HttpCode(200)
  @Public()
  @OwnIdempotency()
  @RateLimit({ ...perAddress, name: 'login' })
  @ApiOkResponse({ type: TokensDto })
  @ApiProblems(401)
  async login(
    @Body() dto: LoginDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokensDto> {
    const { tokens, deviceToken } = await this.signIn.login(dto.email, dto.password, {
      network: networkOfCaller(request),
      device: deviceIn(request),
      deviceTokens: deviceTokensIn(request),
      refreshToken: dto.refreshToken,
    });
    reply.header('set-cookie', deviceCookie(tokens.account.id, deviceToken, request.protocol === 'https'));
    return tokensAnswer(tokens);
  }

  /** Gets a new pair of tokens for a refresh token, which is good once; a second use ends the sign-in. */
  @Post('auth/refresh')
  @HttpCode(200)
  @Public()
  @OwnIdempotency()
  @RateLimit(perAddress)
  @ApiOkResponse({ type: TokensDto })
  @ApiProblems(401)
  async refresh(@Body() dto: RefreshDto): Promise<TokensDto> {
    return tokensAnswer(await this.signIn.refresh(dto.refreshToken));
  }

  /** Ends the sign-in the refresh token belongs to; says nothing about unknown ones. */
  @Post('auth/logout')
  @HttpCode(204)
  @Public()
  @OwnIdempotency()
  @ApiNoContentResponse()
  logout(@Body() dto: RefreshDto): Promise<void> {
    return this.signIn.logout(dto.refreshToken);
  }

  /** Chooses a password with a one-time invitation. */
  @Post('auth/password')
  @HttpCode(204)
  @Public()
  @OwnIdempotency()
  @RateLimit({ points: 60, seconds: 60, by: 'ip' })
  @ApiNoContentResponse()
  redeemInvitation(@Body() dto: RedeemDto): Promise<void> {
    return this.invitations.redeem(dto.token, dto.password);
  }

  /** Mails a link to whoever has an account under this address; the answer is the same when nobody has. */
  @Post('auth/password-resets')
  @HttpCode(202)
  @Public()
  @OwnIdempotency()
  @RateLimit({ points: 10, seconds: 3600, by: 'ip' })
  @ApiAcceptedResponse()
  forgotten(@Body() dto: ForgottenDto): Promise<void> {
    return this.invitations.forgotten(dto.email);
  }

  /** Changes the caller's password; other sign-ins end. */
  @Put('me/password')
  @HttpCode(204)
  @Staff()
  @OwnIdempotency()
  @ApiNoContentResponse()
  @ApiProblems(429)
  changePassword(@Body() dto: ChangePasswordDto, @Caller() caller: StaffIdentity): Promise<void> {
    return this.invitations.changeOwn(dto.currentPassword, dto.newPassword, caller);
  }

  /** Mails the account's owner a link to choose a password with; which makes the one before invalid. */
  @Post('accounts/:id/invitations/mail')
  @HttpCode(202)
  @Staff('accounts.manage', 'platform.operate')
  @OwnIdempotency()
  @ApiAcceptedResponse()
  @ApiProblems(409)
  inviteByMail(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<void> {
    return this.invitations.inviteByMail(id, caller);
  }

  /** A one-time token for a new account or a forgotten password; it makes the one before invalid. */
  @Post('accounts/:id/invitations')
  @Staff('accounts.manage', 'platform.operate')
  @OwnIdempotency()
  @ApiCreatedResponse({ type: InvitationDto })
  @ApiProblems(409)
  invite(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<InvitationDto> {
    return this.invitations.invite(id, caller);
  }
}
