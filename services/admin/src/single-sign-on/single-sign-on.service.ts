import { Injectable } from '@nestjs/common';
import { Clock } from '@carrel/kernel';
import { Transactions } from '@carrel/messaging';
import { mustAdministerGroup, mustAdministerInstitution, type Actor } from '../shared/domain/authority.js';
import { GroupQueries } from '../registry/persistence/groups.queries.js';
import { Groups } from '../registry/persistence/groups.repository.js';
import { Institutions } from '../registry/persistence/institutions.repository.js';
import { Stale } from '../setting/domain/refusals.js';
import { SignIns } from '../credential/persistence/sign-ins.repository.js';
import { SingleSignOn, type Choices, type Owner } from './domain/single-sign-on.js';
import { ProviderIdentities } from './persistence/provider-identities.js';
import { SingleSignOns, type SingleSignOnChange } from './persistence/single-sign-ons.repository.js';
import { Providers } from './provider.js';

const shownChanges = 20;

export interface WithHistory {
  readonly singleSignOn: SingleSignOn;
  readonly history: readonly SingleSignOnChange[];
}

/** What administrators set: the provider, whom it lets in, with which roles. */
@Injectable()
export class SingleSignOnService {
  constructor(
    private readonly singleSignOns: SingleSignOns,
    private readonly identities: ProviderIdentities,
    private readonly providers: Providers,
    private readonly institutions: Institutions,
    private readonly groups: Groups,
    private readonly groupQueries: GroupQueries,
    private readonly signIns: SignIns,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async get(owner: Owner, by: Actor): Promise<WithHistory> {
    mustAdminister(owner, by);
    return this.withHistory(await this.singleSignOns.of(owner));
  }

  /**
   * Saved once the provider has answered with its description. A secret that is not named stays, as long as the issuer
   * does: it is sent to no other.
   */
  async save(
    owner: Owner,
    choices: Choices,
    secret: string | null | undefined,
    seen: number | undefined,
    by: Actor,
  ): Promise<WithHistory> {
    mustAdminister(owner, by);
    await (owner.kind === 'group' ? this.groups : this.institutions).get(owner.id);
    const before = await this.singleSignOns.of(owner);
    const sealedSecret = this.sealedSecretOf(before, choices, secret);
    if (choices.enabled && choices.issuer !== null) {
      const candidate = Object.assign(SingleSignOn.unset(owner), { choices, sealedSecret });
      await this.providers.check(candidate);
    }
    const facts = await this.factsFor(owner, choices);
    const saved = await this.changed(owner, seen, by, (singleSignOn) =>
      singleSignOn.choose(choices, sealedSecret, facts, by.accountId, this.clock.now()),
    );
    return this.withHistory(saved);
  }

  /** Forgets the provider and its secret; passwords work again, and who signed in there no longer is. */
  async remove(owner: Owner, by: Actor): Promise<void> {
    mustAdminister(owner, by);
    const { choices } = SingleSignOn.unset(owner);
    const facts = { proven: false, groups: new Set<string>() };
    await this.changed(owner, undefined, by, (singleSignOn) =>
      singleSignOn.choose(choices, null, facts, by.accountId, this.clock.now()),
    );
  }

  /** By the library's administrator or, when the provider lets nobody in any more, by the operator. */
  async allowPasswords(institutionId: string, by: Actor): Promise<void> {
    if (!by.operator) mustAdministerInstitution(by, institutionId);
    await this.institutions.get(institutionId);
    const owner: Owner = { kind: 'institution', id: institutionId };
    if (!(await this.singleSignOns.of(owner)).choices.only) return;
    await this.changed(owner, undefined, by, (singleSignOn) =>
      singleSignOn.allowPasswords(by.accountId, this.clock.now()),
    );
  }

  /** Seals the clients' secrets under the secret that is now the first. Answers how many. */
  renewSeals(): Promise<number> {
    return this.singleSignOns.each(100, (singleSignOn) => {
      const { sealedSecret, id } = singleSignOn;
      singleSignOn.sealedSecret = sealedSecret && this.providers.resealed(sealedSecret, id);
    });
  }

  /** With what ends: sign-ins at a provider that is another now, and by password once those are refused. */
  private changed(
    owner: Owner,
    seen: number | undefined,
    by: Actor,
    decide: (singleSignOn: SingleSignOn) => void,
  ): Promise<SingleSignOn> {
    return this.transactions.run(() =>
      this.singleSignOns.changeOf(owner, async (singleSignOn) => {
        if (seen !== undefined && seen !== singleSignOn.version) throw new Stale();
        const { way, refusesPasswords } = singleSignOn;
        decide(singleSignOn);
        const [now, except] = [this.clock.now(), by.session ?? null];
        if (way !== null && way !== singleSignOn.way) {
          if (owner.kind === 'group') await this.signIns.endOfProvider(owner.id, now, except);
          else await this.signIns.endOfLibrary(owner.id, 'at-provider', now, except);
        }
        if (!refusesPasswords && singleSignOn.refusesPasswords) {
          await this.signIns.endOfLibrary(owner.id, 'elsewhere', now, except);
        }
      }),
    );
  }

  private sealedSecretOf(
    before: SingleSignOn,
    { issuer }: Choices,
    secret: string | null | undefined,
  ): string | null {
    if (secret === undefined) return issuer === before.choices.issuer ? before.sealedSecret : null;
    return secret === null ? null : this.providers.sealed(secret, before.id);
  }

  private async factsFor(owner: Owner, { groupId, issuer }: Choices) {
    if (owner.kind === 'group') return { proven: false, groups: new Set<string>() };
    const rows = await this.groupQueries.ofInstitution(owner.id);
    const groups = new Set(rows.map(({ id }) => id));
    const used = groupId === null ? issuer : (await this.ofGroup(groupId)).choices.issuer;
    const proven = used !== null && (await this.identities.knowsAdministrator(owner.id, used));
    return { proven, groups };
  }

  private ofGroup(id: string): Promise<SingleSignOn> {
    return this.singleSignOns.of({ kind: 'group', id });
  }

  private async withHistory(singleSignOn: SingleSignOn): Promise<WithHistory> {
    return { singleSignOn, history: await this.singleSignOns.history(singleSignOn.id, shownChanges) };
  }
}

function mustAdminister(owner: Owner, by: Actor): void {
  if (owner.kind === 'group') mustAdministerGroup(by, owner.id);
  else mustAdministerInstitution(by, owner.id);
}
