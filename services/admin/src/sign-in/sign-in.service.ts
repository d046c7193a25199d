import { Injectable } from '@nestjs/common';
import { Job, newId } from '@carrel/messaging';
import { Clock } from '@carrel/kernel';
import { noInstitution, type Account } from '../account/domain/account.js';
import { Accounts } from '../account/persistence/accounts.repository.js';
import { Institutions } from '../institution/persistence/institutions.repository.js';
import { AccessTokens, accessTokenSeconds } from './access-tokens.js';
import { SignInOver, WrongCredentials } from './domain/refusals.js';
import { SignIn } from './domain/sign-in.js';
import { Passwords } from './passwords.js';
import { Credentials } from './persistence/credentials.repository.js';
import { FailedLogins } from './persistence/failed-logins.js';
import { SignIns } from './persistence/sign-ins.repository.js';
import { hashOf, newSecret } from './tokens.js';

export interface Tokens {
  accessToken: string;
  refreshToken: string;
  /** Seconds until the access token expires. */
  expiresIn: number;
  account: Account;
}

@Injectable()
export class SignInService {
  constructor(
    private readonly accounts: Accounts,
    private readonly institutions: Institutions,
    private readonly credentials: Credentials,
    private readonly signIns: SignIns,
    private readonly failedLogins: FailedLogins,
    private readonly passwords: Passwords,
    private readonly accessTokens: AccessTokens,
    private readonly clock: Clock,
  ) {}

  async login(email: string, password: string): Promise<Tokens> {
    const now = this.clock.now();
    const attempt = await this.failedLogins.count(email, now);
    const account = await this.accounts.byEmail(email);
    const credential = account && (await this.credentials.of(account.id));
    const right = await this.passwords.matches(credential?.passwordHash, password);
    if (!right || !account?.active) throw new WrongCredentials();
    await attempt.succeeded();
    return this.start(account, now);
  }

  /** Exchanges a refresh token for a new pair. */
  async refresh(refreshToken: string): Promise<Tokens> {
    const now = this.clock.now();
    const next = newSecret('rt');
    // A refusal must not undo the end of the family, so it is thrown once that is committed.
    const exchanged = await this.signIns.change(hashOf(refreshToken), async (signIn, token) => {
      const account = await this.accounts.get(signIn.accountId);
      if (!account.active) signIn.end('deactivated', now);
      if (signIn.exchange(token, now) === 'refused') return undefined;
      await this.signIns.addToken(signIn.nextToken(next.hash, now));
      return { account, signInId: signIn.id };
    });
    if (!exchanged) throw new SignInOver();
    return this.tokens(exchanged.account, exchanged.signInId, next.token, now);
  }

  /** Ends the sign-in; an unknown token is as good as logged out. */
  async logout(refreshToken: string): Promise<void> {
    await this.signIns.change(hashOf(refreshToken), (signIn) => signIn.end('logout', this.clock.now()));
  }

  @Job('forget-old-sign-ins', { cron: '41 * * * *' })
  async forgetOld(): Promise<void> {
    const now = this.clock.now();
    await this.failedLogins.forgetOld(now);
    await this.signIns.forgetOld(now);
  }

  private async start(account: Account, now: Date): Promise<Tokens> {
    const signIn = SignIn.start(newId(), account.id, now);
    const refresh = newSecret('rt');
    await this.signIns.add(signIn, signIn.nextToken(refresh.hash, now));
    return this.tokens(account, signIn.id, refresh.token, now);
  }

  private async tokens(account: Account, signInId: string, refreshToken: string, now: Date): Promise<Tokens> {
    const library =
      account.institutionId === noInstitution
        ? undefined
        : await this.institutions.get(account.institutionId);
    const subscriptionGroupId = library?.subscriptionGroupId ?? noInstitution;
    const accessToken = await this.accessTokens.issue(account, subscriptionGroupId, signInId, now);
    return { accessToken, refreshToken, expiresIn: accessTokenSeconds, account };
  }
}
