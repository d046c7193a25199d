import { Injectable } from '@nestjs/common';
import { Clock } from '@carrel/kernel';
import { Job } from '@carrel/messaging';
import { Accounts } from '../registry/persistence/accounts.repository.js';
import type { AttemptsCount } from '../credential/domain/attempts.js';
import { FailedLogins } from '../credential/persistence/failed-logins.js';
import { SignInStarter, type Proof, type Tokens } from '../sign-in/sign-in-starter.js';
import { hashOf } from '../credential/tokens.js';
import { PendingSignInOver, SecondFactorWrong } from '../credential/domain/refusals.js';
import type { SecondFactor } from '../credential/domain/second-factor.js';
import { recoveryHash } from '../credential/one-time-codes.js';
import { Passkeys, type AuthenticationResponseJSON } from '../credential/passkeys.js';
import { PendingSignIns, type PendingSignIn } from '../credential/persistence/pending-sign-ins.js';
import { SecondFactors } from '../credential/persistence/second-factors.repository.js';
import { SecondFactorService } from './second-factor.service.js';

/** One of the three. */
export interface Given {
  readonly code?: string | undefined;
  readonly recoveryCode?: string | undefined;
  readonly passkey?: AuthenticationResponseJSON | undefined;
}

/** Six digits are guessed sooner than a password: few tries, from everywhere together. */
const countsFrom = (network: string): AttemptsCount[] => [
  { by: 'network', which: network, most: 10 },
  { by: 'address', which: '', most: 20 },
];
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** The second step of signing in, and signing in by passkey alone. */
@Injectable()
export class VerificationService {
  constructor(
    private readonly factors: SecondFactors,
    private readonly pending: PendingSignIns,
    private readonly passkeys: Passkeys,
    private readonly service: SecondFactorService,
    private readonly accounts: Accounts,
    private readonly failedLogins: FailedLogins,
    private readonly starter: SignInStarter,
    private readonly clock: Clock,
  ) {}

  async verify(token: string, given: Given, network: string): Promise<Tokens> {
    const { accountId, proof } = await this.waiting(token);
    const now = this.clock.now();
    const who = `the second factor of ${accountId}`;
    // Counted before the check, as passwords are, so that concurrent attempts cannot all pass.
    const attempt = await this.failedLogins.count(who, countsFrom(network), now);
    try {
      await this.prove(accountId, given);
    } catch (error) {
      if (attempt.lastOfNetwork) await this.accounts.change(accountId, (own) => own.warnOfFailedLogins(now));
      throw error;
    }
    await attempt.succeeded();
    if (!(await this.pending.take(hashOf(token)))) throw new PendingSignInOver();
    return this.starter.start({ ...proof, secondFactor: true });
  }

  async passkeyOptions(token: string) {
    const { accountId } = await this.waiting(token);
    return this.passkeys.requestOptions(await this.factors.of(accountId));
  }

  /** For somebody who has not said who it is: the passkey says so. */
  anonymousOptions() {
    return this.passkeys.requestOptions(null);
  }

  /** A passkey is something one has, opened by something one is or knows: both factors at once. */
  async signIn(response: AuthenticationResponseJSON, device: string | null): Promise<Tokens> {
    const accountId = Buffer.from(String(response.response.userHandle ?? ''), 'base64url').toString();
    if (!uuid.test(accountId)) throw new SecondFactorWrong();
    await this.usePasskey(await this.factors.of(accountId), response, 'sign-in');
    return this.starter.start({ accountId, device, secondFactor: true });
  }

  @Job('forget-pending-sign-ins', { cron: '29 * * * *' })
  forgetOld(): Promise<void> {
    return this.pending.forgetOld(this.clock.now());
  }

  private async waiting(token: string): Promise<PendingSignIn<Proof>> {
    const found = await this.pending.find<Proof>(hashOf(token), 'verify', this.clock.now());
    if (!found) throw new PendingSignInOver();
    return found;
  }

  private async prove(accountId: string, { code, recoveryCode, passkey }: Given): Promise<void> {
    if (passkey) return this.usePasskey(await this.factors.of(accountId), passkey, 'verify');
    await this.factors.change(accountId, async (factor) => {
      if (code !== undefined) factor.useTotp(this.service.stepOf(factor, code));
      else {
        factor.useRecoveryCode(recoveryHash(recoveryCode ?? ''));
        await this.factors.note(accountId, 'recovery-code-used', accountId, this.clock.now());
      }
    });
  }

  /** The challenge is taken whatever the answer is; the counter is looked at under the lock. */
  private async usePasskey(
    factor: SecondFactor,
    response: AuthenticationResponseJSON,
    purpose: 'verify' | 'sign-in',
  ): Promise<void> {
    const counter = await this.passkeys.answered(factor, response, purpose);
    await this.factors.change(factor.accountId, (present) =>
      present.usePasskey(response.id, counter, this.clock.now()),
    );
  }
}
