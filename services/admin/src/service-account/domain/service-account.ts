import { scopesOfGroups, scopesOfLibraries, type EventData, type Scope } from '@carrel/contracts';
import { Aggregate } from '@carrel/kernel';
import { ScopeNotForOwner, ServiceAccountRevoked } from './refusals.js';

const hour = 60 * 60 * 1000;
/** How long the secret before the last is still good, so that programs can be moved over one by one. */
export const overlapMs = 24 * hour;

export interface Owner {
  readonly kind: 'institution' | 'group';
  readonly id: string;
}

/** A program that acts for a library or a group, and the secrets it may prove itself with (B33). */
export class ServiceAccount extends Aggregate {
  name!: string;
  ownerKind!: Owner['kind'];
  ownerId!: string;
  scopes!: Scope[];
  /** Hashes only: the secret itself is shown once. */
  secretHash!: string | null;
  previousHash!: string | null;
  previousUntil!: Date | null;
  /** Which account was shown the secret, and which one the secret before; null where nobody knows any more. */
  secretBy!: string | null;
  previousBy!: string | null;
  active!: boolean;
  createdAt!: Date;
  createdBy!: string;
  rotatedAt!: Date | null;
  revokedAt!: Date | null;

  static create(
    id: string,
    owner: Owner,
    input: { name: string; scopes: readonly Scope[] },
    secretHash: string,
    by: string,
    now: Date,
  ): ServiceAccount {
    mustSuit(owner, input.scopes);
    const account = Object.assign(new ServiceAccount(), {
      id,
      name: input.name,
      ownerKind: owner.kind,
      ownerId: owner.id,
      scopes: [...new Set(input.scopes)],
      secretHash,
      previousHash: null,
      previousUntil: null,
      secretBy: by,
      previousBy: null,
      active: true,
      createdAt: now,
      createdBy: by,
      rotatedAt: null,
      revokedAt: null,
    } satisfies Partial<ServiceAccount>);
    account.record('service-account.created.v1', account.state(), now);
    return account;
  }

  get owner(): Owner {
    return { kind: this.ownerKind, id: this.ownerId };
  }

  /** A new secret; the present one is good for another day, or no longer at all when it has leaked. */
  rotate(secretHash: string, leaked: boolean, by: string, now: Date): void {
    if (!this.active) throw new ServiceAccountRevoked();
    this.previousHash = leaked ? null : this.secretHash;
    this.previousUntil = leaked ? null : new Date(now.getTime() + overlapMs);
    this.previousBy = leaked ? null : this.secretBy;
    this.secretBy = by;
    this.secretHash = secretHash;
    this.rotatedAt = now;
    this.announce(now);
  }

  /** For good, and at once: tokens given out before are worthless too. */
  revoke(now: Date): void {
    if (!this.active) return;
    this.active = false;
    this.revokedAt = now;
    this.secretHash = this.previousHash = this.previousUntil = null;
    this.record('service-account.revoked.v1', this.state(), now);
  }

  /**
   * Somebody does not administer the owner any more: a secret that he or she was shown is good no longer. An
   * administrator who stays and rotates the secret first keeps the program running.
   */
  loseTrustIn(accountId: string, now: Date): void {
    if (!this.active) return;
    if (this.secretBy === accountId) return this.revoke(now);
    if (this.previousBy !== accountId) return;
    this.previousHash = this.previousUntil = this.previousBy = null;
    this.announce(now);
  }

  proves(secretHash: string, now: Date): boolean {
    if (!this.active) return false;
    if (secretHash === this.secretHash) return true;
    return this.previousUntil !== null && this.previousUntil > now && secretHash === this.previousHash;
  }

  /** Says again how it stands, for projections that start from nothing (B2). */
  announce(now: Date): void {
    this.record('service-account.updated.v1', this.state(), now);
  }

  private state(): EventData<'service-account.created.v1'> {
    return {
      serviceAccountId: this.id,
      owner: this.owner,
      scopes: this.scopes,
      active: this.active,
    };
  }
}

function mustSuit({ kind }: Owner, scopes: readonly Scope[]): void {
  const others = kind === 'group' ? scopesOfLibraries : scopesOfGroups;
  const unfit = scopes.find((scope) => others.includes(scope));
  if (unfit) throw new ScopeNotForOwner(unfit, kind);
}
