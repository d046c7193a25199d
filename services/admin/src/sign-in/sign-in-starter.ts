import { Injectable } from '@nestjs/common';
import { Clock, Refusal } from '@carrel/kernel';
import { newId, Transactions } from '@carrel/messaging';
import { noInstitution, type Account } from '../registry/domain/account.js';
import { Accounts } from '../registry/persistence/accounts.repository.js';
import { Institutions } from '../registry/persistence/institutions.repository.js';
import { EnrolmentRequired, SecondFactorRequired, WrongCredentials } from '../credential/domain/refusals.js';
import { PendingSignIns } from '../credential/persistence/pending-sign-ins.js';
import { SecondFactors } from '../credential/persistence/second-factors.repository.js';
import { SecondFactorRequirement } from '../credential/requirement.js';
import { PasswordsRefused } from '../single-sign-on/domain/refusals.js';
import { SingleSignOns } from '../single-sign-on/persistence/single-sign-ons.repository.js';
import { AccessTokens, accessTokenSeconds } from '../credential/access-tokens.js';
import { SignIn, type ProviderSession } from '../credential/domain/sign-in.js';
import { Credentials } from '../credential/persistence/credentials.repository.js';
import { SignIns } from '../credential/persistence/sign-ins.repository.js';
import { newSecret } from '../credential/tokens.js';

/** How long a sign-in waits for a code, and for setting up a factor. */
const verifyMs = 5 * 60_000;
const enrolMs = 15 * 60_000;

export interface Tokens {
  accessToken: string;
  refreshToken: string;
  /** Seconds until the access token expires. */
  expiresIn: number;
  account: Account;
}

/** The proof of being the account's owner. */
export interface Proof {
  readonly accountId: string;
  /** What the browser or program says it is. */
  readonly device: string | null;
  /** The hash of the password that was right; it must be the account's still. */
  readonly passwordHash?: string | null;
  /** Where the person signed in, when it was at a provider. */
  readonly provider?: ProviderSession;
  /** Whether a second factor was proven too. */
  readonly secondFactor?: boolean;
}

/** Starts sign-ins of every kind, and issues their tokens. */
@Injectable()
export class SignInStarter {
  constructor(
    private readonly accounts: Accounts,
    private readonly institutions: Institutions,
    private readonly credentials: Credentials,
    private readonly signIns: SignIns,
    private readonly accessTokens: AccessTokens,
    private readonly singleSignOns: SingleSignOns,
    private readonly factors: SecondFactors,
    private readonly requirement: SecondFactorRequirement,
    private readonly pending: PendingSignIns,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Under the locks of deactivation and password change: no sign-in starts after the others ended. */
  async start(proof: Proof): Promise<Tokens> {
    // What waits is kept although the answer is a refusal, so that is thrown once it is committed.
    const started = await this.transactions.run(async () => {
      const account = await this.accounts.lock(proof.accountId);
      if (!account.active || (await this.isOfClosedLibrary(account))) throw new WrongCredentials();
      if (!(await this.stillProves(proof))) throw new WrongCredentials();
      if (!proof.provider && (await this.mustUseProvider(account))) {
        throw new PasswordsRefused(account.institutionId);
      }
      const now = this.clock.now();
      const waiting = proof.secondFactor ? undefined : await this.secondFactorOf(account, proof, now);
      if (waiting) return waiting;
      const signIn = SignIn.start(newId(), account.id, proof.device, now, proof);
      const refresh = newSecret('rt');
      await this.signIns.start(signIn, signIn.nextToken(refresh.hash, now));
      return this.tokens(account, signIn.id, refresh.token, now);
    });
    if (started instanceof Refusal) throw started;
    return started;
  }

  async tokens(account: Account, signInId: string, refreshToken: string, now: Date): Promise<Tokens> {
    const library =
      account.institutionId === noInstitution
        ? undefined
        : await this.institutions.get(account.institutionId);
    const subscriptionGroupId = library?.subscriptionGroupId ?? noInstitution;
    const accessToken = await this.accessTokens.issue(account, subscriptionGroupId, signInId, now);
    return { accessToken, refreshToken, expiresIn: accessTokenSeconds, account };
  }

  async isOfClosedLibrary({ institutionId }: Account): Promise<boolean> {
    if (institutionId === noInstitution) return false;
    return (await this.institutions.get(institutionId)).profileStatus === 'closed';
  }

  /** Those who hold roles in a group keep their passwords: a library alone cannot lock a person out of a group. */
  private async mustUseProvider({ institutionId, operator, groupRoles }: Account): Promise<boolean> {
    if (operator || groupRoles.length > 0) return false;
    return this.singleSignOns.refusesPasswords(institutionId);
  }

  /** With a factor the sign-in waits for it; without one that its group wants, for setting one up. */
  private async secondFactorOf(account: Account, proof: Proof, now: Date): Promise<Refusal | undefined> {
    const { enrolled, methods } = await this.factors.of(account.id);
    if (!enrolled && !(await this.requirement.holdsFor(account))) return undefined;
    const { token, hash } = newSecret('sf');
    const expiresAt = new Date(now.getTime() + (enrolled ? verifyMs : enrolMs));
    const of = { accountId: account.id, proof };
    await this.pending.add(hash, enrolled ? 'verify' : 'enrol', of, expiresAt);
    return enrolled
      ? new SecondFactorRequired(token, methods, expiresAt)
      : new EnrolmentRequired(token, expiresAt);
  }

  private async stillProves({ accountId, passwordHash }: Proof): Promise<boolean> {
    if (passwordHash === undefined) return true;
    return (await this.credentials.lock(accountId))?.passwordHash === passwordHash;
  }
}
