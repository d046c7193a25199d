import { Injectable } from '@nestjs/common';
import { Clock } from '@carrel/kernel';
import { newId, Transactions } from '@carrel/messaging';
import { noInstitution, type Account } from '../account/domain/account.js';
import { Accounts } from '../account/persistence/accounts.repository.js';
import { Institutions } from '../institution/persistence/institutions.repository.js';
import { AccessTokens, accessTokenSeconds } from './access-tokens.js';
import { WrongCredentials } from './domain/refusals.js';
import { SignIn, type ProviderSession } from './domain/sign-in.js';
import { Credentials } from './persistence/credentials.repository.js';
import { SignIns } from './persistence/sign-ins.repository.js';
import { newSecret } from './tokens.js';

export interface Tokens {
  accessToken: string;
  refreshToken: string;
  /** Seconds until the access token expires. */
  expiresIn: number;
  account: Account;
}

/** How somebody has proven to be the account's owner. */
export interface Proof {
  readonly accountId: string;
  /** What the browser or program says it is. */
  readonly device: string | null;
  /** The hash of the password that was right; it must be the account's still. */
  readonly passwordHash?: string | null;
  /** Where the person signed in, when it was at a provider. */
  readonly provider?: ProviderSession;
}

/** Begins sign-ins, whichever way somebody came, and issues their tokens. */
@Injectable()
export class SignInStarter {
  constructor(
    private readonly accounts: Accounts,
    private readonly institutions: Institutions,
    private readonly credentials: Credentials,
    private readonly signIns: SignIns,
    private readonly accessTokens: AccessTokens,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Under the locks of whoever deactivates it or changes its password: no sign-in slips in after the others ended. */
  start(proof: Proof): Promise<Tokens> {
    return this.transactions.run(async () => {
      const account = await this.accounts.lock(proof.accountId);
      if (!account.active || (await this.isOfClosedLibrary(account))) throw new WrongCredentials();
      if (!(await this.stillProves(proof))) throw new WrongCredentials();
      const now = this.clock.now();
      const signIn = SignIn.start(newId(), account.id, proof.device, now, proof.provider ?? null);
      const refresh = newSecret('rt');
      await this.signIns.start(signIn, signIn.nextToken(refresh.hash, now));
      return this.tokens(account, signIn.id, refresh.token, now);
    });
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

  private async stillProves({ accountId, passwordHash }: Proof): Promise<boolean> {
    if (passwordHash === undefined) return true;
    return (await this.credentials.lock(accountId))?.passwordHash === passwordHash;
  }
}
