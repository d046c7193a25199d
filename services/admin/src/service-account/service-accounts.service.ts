import { Injectable } from '@nestjs/common';
import type { Scope } from '@carrel/contracts';
import { Clock, NotFound } from '@carrel/kernel';
import { newId, Transactions } from '@carrel/messaging';
import {
  administersGroup,
  administersInstitution,
  mustAdministerGroup,
  mustAdministerInstitution,
  type Actor,
} from '../shared/domain/authority.js';
import { Groups } from '../registry/persistence/groups.repository.js';
import { Institutions } from '../registry/persistence/institutions.repository.js';
import { hashOf, newSecret } from '../credential/tokens.js';
import { InvalidClient, InvalidScope, TooManyServiceAccounts } from './domain/refusals.js';
import { ServiceAccount, type Owner } from './domain/service-account.js';
import { ServiceAccounts } from './persistence/service-accounts.repository.js';
import { ServiceTokens, serviceTokenSeconds } from './service-tokens.js';

/** Of one library or group that are not revoked. */
const mostOfOwner = 50;

/** An account with the secret that is shown this once. */
export interface WithSecret {
  account: ServiceAccount;
  secret: string;
}

export interface Granted {
  accessToken: string;
  expiresIn: number;
  scopes: readonly Scope[];
}

@Injectable()
export class ServiceAccountsService {
  constructor(
    private readonly accounts: ServiceAccounts,
    private readonly institutions: Institutions,
    private readonly groups: Groups,
    private readonly tokens: ServiceTokens,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async create(
    owner: Owner,
    input: { name: string; scopes: readonly Scope[] },
    by: Actor,
  ): Promise<WithSecret> {
    mustAdminister(owner, by);
    const { token: secret, hash } = newSecret('cs');
    const account = ServiceAccount.create(newId(), owner, input, hash, by.accountId, this.clock.now());
    await this.transactions.run(async () => {
      await this.accounts.lockOf(owner);
      if ((await this.accounts.activeOf(owner)).length >= mostOfOwner)
        throw new TooManyServiceAccounts(mostOfOwner);
      await this.accounts.add(account);
    });
    return { account, secret };
  }

  of(owner: Owner, by: Actor, after: string | undefined, limit: number): Promise<ServiceAccount[]> {
    mustAdminister(owner, by);
    return this.accounts.of(owner, after, limit);
  }

  rotate(id: string, leaked: boolean, by: Actor): Promise<WithSecret> {
    const { token: secret, hash } = newSecret('cs');
    return this.accounts.change(id, (account) => {
      mustKnow(account, by);
      account.rotate(hash, leaked, by.accountId, this.clock.now());
      return { account, secret };
    });
  }

  revoke(id: string, by: Actor): Promise<ServiceAccount> {
    return this.accounts.change(id, (account) => {
      mustKnow(account, by);
      account.revoke(this.clock.now());
      return account;
    });
  }

  /** The client-credentials grant (RFC 6749, 4.4); without `scopes` the token has all that the account has. */
  async grant(clientId: string, secret: string, wanted: readonly string[] | undefined): Promise<Granted> {
    const now = this.clock.now();
    const account = await this.accounts.find(clientId);
    if (!account?.proves(hashOf(secret), now)) throw new InvalidClient();
    const lacking = wanted?.find((scope) => !account.scopes.includes(scope as Scope));
    if (lacking !== undefined) throw new InvalidScope(lacking);
    const scopes = wanted ? account.scopes.filter((scope) => wanted.includes(scope)) : account.scopes;
    const accessToken = await this.tokens.issue(account, scopes, await this.groupOf(account.owner), now);
    return { accessToken, expiresIn: serviceTokenSeconds, scopes };
  }

  /** A client whose owner is gone is none any more. */
  private async groupOf({ kind, id }: Owner): Promise<string> {
    try {
      if (kind === 'group') return (await this.groups.get(id)).id;
      return (await this.institutions.get(id)).subscriptionGroupId;
    } catch (error) {
      throw error instanceof NotFound ? new InvalidClient() : error;
    }
  }
}

function mustAdminister(owner: Owner, by: Actor): void {
  if (owner.kind === 'group') mustAdministerGroup(by, owner.id);
  else mustAdministerInstitution(by, owner.id);
}

/** Others' accounts answer like missing ones. */
function mustKnow({ owner }: ServiceAccount, by: Actor): void {
  const own = owner.kind === 'group' ? administersGroup(by, owner.id) : administersInstitution(by, owner.id);
  if (!own && !by.operator) throw new NotFound('service account');
}
