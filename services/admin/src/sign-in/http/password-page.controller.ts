import { OwnIdempotency, Public, RateLimit, sendPage, TakesForms, wantedIn } from '@carrel/web';
import { Body, Controller, Get, Headers, HttpCode, Post, Res } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { InvitationWorthless } from '../../credential/domain/refusals.js';
import { InvitationsService } from '../invitations.service.js';
import { longestPassword, shortestPassword } from '../../credential/passwords.js';
import { PasswordPages, takeToken, type PasswordFault } from './password-page.js';

type Accepted = string | undefined;

/** The page at which people choose a password with the link that was mailed to them (R9). */
@ApiTags('signing in')
@Controller('v1/auth/password/form')
export class PasswordPageController {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly pages: PasswordPages,
  ) {}

  /**
   * Answers the page on which a mailed link's owner chooses a password. The token of the link comes after its `#`,
   * so that no log contains it.
   */
  @Get()
  @Public()
  @RateLimit({ points: 120, seconds: 60, by: 'ip' })
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  async form(@Headers('accept-language') accepted: Accepted, @Res() reply: FastifyReply): Promise<void> {
    sendPage(reply, await this.pages.form(wantedIn(undefined, accepted)), 200, takeToken);
  }

  /**
   * Chooses a password on that page. What the page sends: token, password and the same `again`. What does not fit
   * comes back with the page.
   */
  @Post()
  @Public()
  @OwnIdempotency()
  @TakesForms()
  @RateLimit({ points: 60, seconds: 60, by: 'ip' })
  @HttpCode(200)
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  async choose(
    @Headers('accept-language') accepted: Accepted,
    @Body() sent: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wanted = wantedIn(undefined, accepted);
    const [token, password, again] = ['token', 'password', 'again'].map((name) => textIn(sent, name));
    const fault = faultOf(password!, again!) ?? (await this.redeem(token!, password!));
    if (fault) sendPage(reply, await this.pages.form(wanted, { token: token!, fault }), 422, takeToken);
    else sendPage(reply, await this.pages.done(wanted));
  }

  private async redeem(token: string, password: string): Promise<PasswordFault | undefined> {
    try {
      await this.invitations.redeem(token, password);
      return undefined;
    } catch (refusal) {
      if (refusal instanceof InvitationWorthless) return 'worthless';
      throw refusal;
    }
  }
}

/** What a form says under a name; no more of it than any of its fields takes. */
function textIn(sent: unknown, name: string): string {
  const value = (sent as Record<string, unknown> | null | undefined)?.[name];
  return typeof value === 'string' ? value.slice(0, 1_000) : '';
}

function faultOf(password: string, again: string): PasswordFault | undefined {
  if (password.length < shortestPassword || password.length > longestPassword) return 'length';
  return password === again ? undefined : 'differs';
}
