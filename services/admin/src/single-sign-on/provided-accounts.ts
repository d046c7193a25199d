import { isEmail } from 'class-validator';
import { Injectable } from '@nestjs/common';
import type { GroupRole, InstitutionRole } from '@carrel/contracts';
import { Clock, readableMailbox } from '@carrel/kernel';
import { newId, Transactions } from '@carrel/messaging';
import { Account } from '../registry/domain/account.js';
import { EmailTaken, LastAdministrator } from '../registry/domain/refusals.js';
import { LastAdministratorGuard } from '../account/last-administrator.js';
import { Accounts } from '../registry/persistence/accounts.repository.js';
import { RoleRemoval } from '../account/role-removal.js';
import type { Actor } from '../shared/domain/authority.js';
import { Groups } from '../registry/persistence/groups.repository.js';
import { Institutions } from '../registry/persistence/institutions.repository.js';
import { mustCreate, mustLink } from './domain/admission.js';
import { rolesBy, type Assertion } from './domain/assertion.js';
import { EntryRefused } from './domain/refusals.js';
import type { SingleSignOn } from './domain/single-sign-on.js';
import { ProviderIdentities } from './persistence/provider-identities.js';

/** The library that somebody signs in to, and the provider that speaks: the library's own or its group's. */
export interface Way {
  readonly library: SingleSignOn;
  readonly provider: SingleSignOn;
}

/** Which account an assertion stands for, and the roles it brings. */
@Injectable()
export class ProvidedAccounts {
  constructor(
    private readonly identities: ProviderIdentities,
    private readonly accounts: Accounts,
    private readonly institutions: Institutions,
    private readonly groups: Groups,
    private readonly lastAdministrator: LastAdministratorGuard,
    private readonly roleRemoval: RoleRemoval,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** The account to sign in to. What a rule takes away is taken away although the person is then refused. */
  async admit(way: Way, said: Assertion): Promise<string> {
    const { id, mayEnter } = await this.transactions.run(async () => {
      // One after another for a library: a first sign-in twice at once makes one account.
      await this.institutions.lock(way.library.ownerId);
      const account = await this.accountFor(way, said);
      if (!account.active) throw new EntryRefused('account-inactive');
      await this.giveGroupRoles(way, said, account.id);
      await this.giveRoles(way, said, account.id);
      const { roles, groupRoles } = await this.accounts.get(account.id);
      const governed = way.library.choices.rules.length > 0;
      return { id: account.id, mayEnter: !governed || roles.length + groupRoles.length > 0 };
    });
    if (!mayEnter) throw new EntryRefused('no-role');
    return id;
  }

  private async accountFor(way: Way, said: Assertion): Promise<Account> {
    const institutionId = way.library.ownerId;
    const identity = { institutionId, issuer: said.issuer, subject: said.subject };
    const now = this.clock.now();
    const known = await this.identities.accountOf(identity);
    if (known !== undefined) {
      await this.identities.used(identity, now);
      return this.accounts.get(known);
    }
    const found = said.email === null ? null : await this.accounts.byEmail(readableMailbox(said.email));
    if (found) {
      const { linkByEmail } = way.library.choices;
      mustLink(found, said, { institutionId, linkByEmail, providerGroupId: groupOf(way) });
    }
    const account = found ?? (await this.create(way, said));
    await this.identities.link(identity, account.id, now);
    return account;
  }

  private async create({ library }: Way, said: Assertion): Promise<Account> {
    const { rules, createAccounts, trained } = library.choices;
    const roles = rolesBy(rules, said) as InstitutionRole[];
    const person = mustCreate(said, { createAccounts, roles });
    const email = readableMailbox(person.email);
    if (!isEmail(email) || email.length > 254) throw new EntryRefused('no-email');
    const at = { institutionId: library.ownerId, roles, trained };
    const number = await this.accounts.nextNumber();
    const account = Account.create(newId(), number, at, { email, name: person.name }, this.clock.now());
    await this.accounts.add(account).catch((error: unknown) => {
      throw error instanceof EmailTaken ? new EntryRefused('email-taken') : error;
    });
    return account;
  }

  /** Without rules the library's administrators give roles; with rules the provider decides at each sign-in. */
  private async giveRoles({ library }: Way, said: Assertion, accountId: string): Promise<void> {
    const { rules } = library.choices;
    if (rules.length === 0) return;
    const roles = rolesBy(rules, said) as InstitutionRole[];
    const { subscriptionGroupId } = await this.institutions.get(library.ownerId);
    await this.change(accountId, (account, keep) => {
      const held = keep ? [...roles, 'institution-admin' as const] : roles;
      account.holdAtLibrary(held, subscriptionGroupId, this.clock.now());
    });
  }

  /** Roles in a group come from that group's own provider alone, and in that group alone. */
  private async giveGroupRoles(way: Way, said: Assertion, accountId: string): Promise<void> {
    const groupId = groupOf(way);
    const { rules } = way.provider.choices;
    if (groupId === null || rules.length === 0) return;
    const roles = rolesBy(rules, said) as GroupRole[];
    const { kind } = await this.groups.get(groupId);
    await this.change(accountId, (account, keep) => {
      const wanted = keep ? [...new Set<GroupRole>([...roles, 'group-admin'])] : roles;
      const held = account.groupRoles.filter((one) => one.groupId === groupId);
      if (held.length === wanted.length && held.every(({ role }) => wanted.includes(role))) return;
      account.holdInGroup({ id: groupId, kind, includesLibrary: true }, wanted, this.clock.now());
    });
  }

  /** The last administrator stays one, whatever the provider says: otherwise the rules could not be corrected. */
  private async change(id: string, decide: (account: Account, keep: boolean) => void): Promise<void> {
    const attempt = (keep: boolean) =>
      this.lastAdministrator.change(id, provider, (account) =>
        this.roleRemoval.whileChanging(account, provider, () => decide(account, keep)),
      );
    await attempt(false).catch((error: unknown) => {
      if (error instanceof LastAdministrator) return attempt(true);
      throw error;
    });
  }
}

/** The actor of changes at a sign-in, with no other rights. */
const provider: Actor = {
  ...{
    accountId: '00000000-0000-0000-0000-000000000000',
    institutionId: '00000000-0000-0000-0000-000000000000',
  },
  ...{ roles: [], groupRoles: [], operator: false },
};

const groupOf = ({ provider: { ownerKind, ownerId } }: Way): string | null =>
  ownerKind === 'group' ? ownerId : null;
