import { Injectable } from '@nestjs/common';
import { Clock, NotFound } from '@carrel/kernel';
import { Job } from '@carrel/messaging';
import { Accounts } from '../registry/persistence/accounts.repository.js';
import { SecondFactorRequirement } from '../credential/requirement.js';
import { DeviceTokens } from '../credential/device-tokens.js';
import { countsFor } from '../credential/domain/attempts.js';
import { SignInOver, WrongCredentials } from '../credential/domain/refusals.js';
import { Passwords } from '../credential/passwords.js';
import { Credentials } from '../credential/persistence/credentials.repository.js';
import { FailedLogins } from '../credential/persistence/failed-logins.js';
import { SignIns, type SignInRow } from '../credential/persistence/sign-ins.repository.js';
import { RefreshSecrets } from '../credential/refresh-secrets.js';
import { SignInStarter, type Tokens } from './sign-in-starter.js';
import { hashOf } from '../credential/tokens.js';

/** Where a login comes from. */
export interface LoginFrom {
  /** The network whose tries are counted together. */
  network: string;
  /** What the browser or program says it is. */
  device: string | null;
  /** What earlier logins left on the device: of this account, or of others. */
  deviceTokens: readonly string[];
  /** Of a sign-in of this account that has not ended, where the caller has one. */
  refreshToken?: string | undefined;
}

/** More than a person has devices. */
const mostShown = 200;

@Injectable()
export class SignInService {
  constructor(
    private readonly accounts: Accounts,
    private readonly credentials: Credentials,
    private readonly signIns: SignIns,
    private readonly failedLogins: FailedLogins,
    private readonly passwords: Passwords,
    private readonly starter: SignInStarter,
    private readonly secondFactors: SecondFactorRequirement,
    private readonly devices: DeviceTokens,
    private readonly refreshSecrets: RefreshSecrets,
    private readonly clock: Clock,
  ) {}

  /** `deviceToken` lets this device sign in to the account although others use up its tries. */
  async login(
    email: string,
    password: string,
    from: LoginFrom,
  ): Promise<{ tokens: Tokens; deviceToken: string }> {
    const now = this.clock.now();
    const account = await this.accounts.byEmail(email);
    const device = account ? await this.knownDevice(account.id, from, now) : undefined;
    const attempt = await this.failedLogins.count(email, countsFor({ network: from.network, device }), now);
    const credential = account && (await this.credentials.of(account.id));
    const right = await this.passwords.matches(credential?.passwordHash, password);
    const mayEnter = account?.active && !(await this.starter.isOfClosedLibrary(account));
    if (!right || !mayEnter) {
      if (attempt.lastOfNetwork && account?.active) await this.warnOwner(account.id, now);
      throw new WrongCredentials();
    }
    await attempt.succeeded();
    const proof = { accountId: account.id, device: from.device, passwordHash: credential!.passwordHash };
    const tokens = await this.starter.start(proof);
    return { tokens, deviceToken: this.devices.issue(account.id, now) };
  }

  /** Exchanges a refresh token for a new pair. */
  async refresh(refreshToken: string): Promise<Tokens> {
    const now = this.clock.now();
    const successors = this.refreshSecrets.successorsOf(refreshToken);
    const hashes = successors.map(({ hash }) => hash);
    // A refusal must not undo the end of the family, so it is thrown once that is committed.
    const exchanged = await this.signIns.changeByToken(
      hashOf(refreshToken),
      hashes,
      async (signIn, token, successor) => {
        const account = await this.accounts.get(signIn.accountId);
        if (!account.active) signIn.end('deactivated', now);
        if (await this.starter.isOfClosedLibrary(account)) signIn.end('library-closed', now);
        if (signIn.secondFactorAt === null && (await this.secondFactors.holdsFor(account)))
          signIn.end('second-factor-required', now);
        const outcome = signIn.exchange(token, successor, now);
        if (outcome === 'refused') return undefined;
        const next =
          outcome === 'repeated' ? successors.find(({ hash }) => hash === successor!.hash)! : successors[0]!;
        if (outcome === 'exchanged') await this.signIns.addToken(signIn.nextToken(next.hash, now));
        return { account, signInId: signIn.id, next: next.token };
      },
    );
    if (!exchanged) throw new SignInOver();
    return this.starter.tokens(exchanged.account, exchanged.signInId, exchanged.next, now);
  }

  /** Ends the sign-in; an unknown token is as good as logged out. */
  async logout(refreshToken: string): Promise<void> {
    await this.signIns.changeByToken(hashOf(refreshToken), [], (signIn) =>
      signIn.end('logout', this.clock.now()),
    );
  }

  /** Where the account is signed in, the last used first. */
  openOf(accountId: string): Promise<SignInRow[]> {
    return this.signIns.openOf(accountId, this.clock.now(), mostShown);
  }

  /** Ends one of the caller's own sign-ins; others' are not found. */
  endOwn(id: string, accountId: string): Promise<void> {
    return this.signIns.change(id, (signIn) => {
      if (signIn.accountId !== accountId) throw new NotFound('sign-in');
      signIn.end('ended-by-owner', this.clock.now());
    });
  }

  @Job('forget-old-sign-ins', { cron: '41 * * * *' })
  async forgetOld(): Promise<void> {
    const now = this.clock.now();
    await this.failedLogins.forgetOld(now);
    await this.signIns.forgetOld(now);
  }

  /** A device that this account has signed in with, or one that holds a sign-in of it. */
  private async knownDevice(accountId: string, from: LoginFrom, now: Date): Promise<string | undefined> {
    for (const token of from.deviceTokens) {
      const device = this.devices.deviceOf(token, accountId, now);
      if (device) return device;
    }
    return from.refreshToken
      ? this.signIns.openOfAccount(hashOf(from.refreshToken), accountId, now)
      : undefined;
  }

  private warnOwner(accountId: string, now: Date): Promise<void> {
    return this.accounts.change(accountId, (account) => account.warnOfFailedLogins(now));
  }
}
