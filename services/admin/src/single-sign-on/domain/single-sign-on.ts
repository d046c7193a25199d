import type { GroupRole, InstitutionRole } from '@carrel/contracts';
import { Aggregate } from '@carrel/kernel';
import { GroupNotOfLibrary, OnlyWithoutProof, ProviderMissing } from './refusals.js';

export interface Owner {
  readonly kind: 'institution' | 'group';
  readonly id: string;
}

/** Whoever has this value in the groups claim, or a verified address of this domain, gets the roles. */
export interface RoleRule {
  readonly claim: string | null;
  readonly emailDomain: string | null;
  readonly roles: readonly (InstitutionRole | GroupRole)[];
}

/** The administrator's input. */
export interface Choices {
  readonly enabled: boolean;
  /** Of a provider of its own. */
  readonly issuer: string | null;
  readonly clientId: string | null;
  /** Of a library that signs in at the provider of its group. */
  readonly groupId: string | null;
  /** The claim of the ID token that lists a person's groups. */
  readonly groupsClaim: string;
  readonly rules: readonly RoleRule[];
  readonly createAccounts: boolean;
  /** Whether accounts that are created count as trained. */
  readonly trained: boolean;
  readonly linkByEmail: boolean;
  /** Passwords of the library's people are refused. */
  readonly only: boolean;
}

/** How the people of a library sign in at a provider of OpenID Connect, or which roles a group gives to those who do. */
export class SingleSignOn extends Aggregate {
  ownerKind!: Owner['kind'];
  ownerId!: string;
  choices!: Choices;
  /** The client's secret at the provider; null for a public client. */
  sealedSecret!: string | null;
  /** 0 until it was saved once; the ETag. */
  version!: number;
  changedBy!: string | null;
  changedAt!: Date | null;

  /** Goes by its owner's id, so that our addresses can be registered at a provider before anything is saved. */
  static unset(owner: Owner): SingleSignOn {
    return Object.assign(new SingleSignOn(), {
      ...{
        id: owner.id,
        ownerKind: owner.kind,
        ownerId: owner.id,
        choices: nothingChosen,
        sealedSecret: null,
      },
      ...{ version: 0, changedBy: null, changedAt: null },
    });
  }

  get usable(): boolean {
    return this.choices.enabled && (this.choices.issuer !== null || this.choices.groupId !== null);
  }

  /** What has to stay for sign-ins that were made in this way to go on; null when nobody signs in so. */
  get way(): string | null {
    const { issuer, clientId, groupId } = this.choices;
    return this.usable ? JSON.stringify([groupId, issuer, clientId]) : null;
  }

  /** Whether the library's passwords are refused. */
  get refusesPasswords(): boolean {
    return this.usable && this.choices.only;
  }

  /**
   * `proven` says whether an administrator of the library has signed in this way already: without that, refusing
   * passwords could lock the library out. `groups` are those the library belongs to.
   */
  choose(
    choices: Choices,
    sealedSecret: string | null,
    facts: { proven: boolean; groups: ReadonlySet<string> },
    by: string,
    now: Date,
  ): void {
    const { issuer, clientId, groupId } = choices;
    if (groupId !== null && !facts.groups.has(groupId)) throw new GroupNotOfLibrary(groupId);
    if (choices.enabled && groupId === null && (issuer === null || clientId === null)) {
      throw new ProviderMissing();
    }
    if (choices.only && !this.refusesPasswords && !facts.proven) throw new OnlyWithoutProof();
    this.save(choices, sealedSecret, by, now);
  }

  /** Recovery from a provider that refuses everybody: passwords work again. */
  allowPasswords(by: string, now: Date): void {
    this.save({ ...this.choices, only: false }, this.sealedSecret, by, now);
  }

  private save(choices: Choices, sealedSecret: string | null, by: string, now: Date): void {
    this.choices = choices;
    this.sealedSecret = sealedSecret;
    this.version += 1;
    this.changedBy = by;
    this.changedAt = now;
  }
}

const nothingChosen: Choices = {
  ...{ enabled: false, issuer: null, clientId: null, groupId: null, groupsClaim: 'groups', rules: [] },
  ...{ createAccounts: false, trained: false, linkByEmail: false, only: false },
};
