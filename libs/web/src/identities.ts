import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { verifyAccessToken } from './access-tokens.js';
import { AccountEvents, type AccountChange } from './account-events.js';
import { Bounded } from './bounded.js';
import type { ServiceConfig } from './config.js';
import {
  capabilitiesOfStanding,
  type ServiceIdentity,
  type StaffIdentity,
  type Standing,
} from './identity.js';
import { ACCESS_TOKEN_KEYS, PublishedKeys, type AccessTokenKeys } from './key-set.js';
import { verifyServiceToken } from './service-tokens.js';
import { SERVICE_CONFIG } from './tokens.js';

/**
 * How an account stands now; undefined when it is not known here. Provided in any module of a service that
 * knows (admin by its table, the others by libs/directory), it wins over what an access token says.
 */
export type AccountStanding = (accountId: string) => Promise<Standing | undefined>;
export const ACCOUNT_STANDING = Symbol('carrel:account-standing');

/** Whether a service account may still be served; undefined when it is not known here. Provided as the one above. */
export type ServiceAccountStanding = (id: string) => Promise<{ readonly active: boolean } | undefined>;
export const SERVICE_ACCOUNT_STANDING = Symbol('carrel:service-account-standing');

const cachedMs = 30_000;
const heardMs = 15 * 60_000;

interface Cached {
  identity: StaffIdentity | ServiceIdentity;
  until: number;
}

/** Who an access token names, as the account stands now; remembered for 30 seconds at most (promise 24). */
@Injectable()
export class Identities implements OnApplicationBootstrap {
  private readonly cache = new Bounded<string, Cached>(10_000);
  /** What the last quarter of an hour's events said: quicker than the projection behind ACCOUNT_STANDING. */
  private readonly heard = new Bounded<string, AccountChange>(10_000);
  private keys: AccessTokenKeys;
  private standing: AccountStanding | undefined;
  private serviceStanding: ServiceAccountStanding | undefined;
  /** Service accounts heard to be revoked; a token lives no longer than this remembers. */
  private readonly revoked = new Bounded<string, true>(10_000);
  private readonly onGone = new Set<(accountId: string) => void>();

  constructor(
    @Inject(SERVICE_CONFIG) config: ServiceConfig,
    private readonly modules: ModuleRef,
    private readonly events: AccountEvents,
  ) {
    this.keys = new PublishedKeys(config.jwksUrl);
  }

  onApplicationBootstrap(): void {
    this.keys = this.provided<AccessTokenKeys>(ACCESS_TOKEN_KEYS) ?? this.keys;
    this.standing = this.provided<AccountStanding>(ACCOUNT_STANDING);
    this.serviceStanding = this.provided<ServiceAccountStanding>(SERVICE_ACCOUNT_STANDING);
    this.events.hear((change) => this.changed(change));
    this.events.hearOfRevoked((id) => this.revoke(id));
  }

  /** Undefined for a token that is not good, or no longer. @throws PartAway when the keys cannot be had */
  async of(token: string): Promise<StaffIdentity | ServiceIdentity | undefined> {
    const cached = this.cache.get(token);
    if (cached && cached.until > Date.now()) return cached.identity;
    const verified = await verifyAccessToken(token, this.keys);
    if (!verified) return this.service(token);
    const { accountId, expiresAt } = verified.identity;
    const standing = await this.standingOf(accountId, verified.issuedAt);
    if (standing && !standing.active) return undefined;
    const identity = standing ? standingAs(verified.identity, standing) : verified.identity;
    this.cache.set(token, { identity, until: Math.min(expiresAt.getTime(), Date.now() + cachedMs) });
    return identity;
  }

  private async service(token: string): Promise<ServiceIdentity | undefined> {
    const identity = await verifyServiceToken(token, this.keys);
    if (!identity || !(await this.mayServe(identity.accountId))) return undefined;
    const until = Math.min(identity.expiresAt.getTime(), Date.now() + cachedMs);
    this.cache.set(token, { identity, until });
    return identity;
  }

  private async mayServe(id: string): Promise<boolean> {
    if (this.revoked.get(id)) return false;
    try {
      return (await this.serviceStanding?.(id))?.active ?? true;
    } catch {
      // The projection cannot be read; the token itself is still good for its few minutes.
      return true;
    }
  }

  private revoke(id: string): void {
    this.revoked.set(id, true);
    this.cache.deleteWhere(({ identity }) => identity.accountId === id);
    for (const callback of this.onGone) callback(id);
  }

  /** Whether the account may still be served; asked for open streams. */
  async isActive(accountId: string): Promise<boolean> {
    return (await this.standingOf(accountId, new Date(0)))?.active ?? true;
  }

  /** Calls back with the id of every account heard to be deactivated. */
  whenGone(callback: (accountId: string) => void): void {
    this.onGone.add(callback);
  }

  private async standingOf(accountId: string, since: Date): Promise<Standing | undefined> {
    const heard = this.heard.get(accountId);
    const recent = heard !== undefined && Date.now() - heard.at < heardMs;
    // Roles in a token issued since are newer; an account that is gone is issued none.
    if (recent && (heard.at >= since.getTime() || !heard.account.active)) return heard.account;
    try {
      return await this.standing?.(accountId);
    } catch {
      // The projection cannot be read; the token itself is still good for its quarter of an hour.
      return undefined;
    }
  }

  private changed(change: AccountChange): void {
    const { accountId, active } = change.account;
    if (change.at < (this.heard.get(accountId)?.at ?? 0)) return;
    this.heard.set(accountId, change);
    this.cache.deleteWhere(({ identity }) => identity.accountId === accountId);
    if (!active) for (const callback of this.onGone) callback(accountId);
  }

  private provided<T>(token: symbol): T | undefined {
    try {
      return this.modules.get<T>(token, { strict: false });
    } catch {
      return undefined;
    }
  }
}

function standingAs(identity: StaffIdentity, standing: Standing): StaffIdentity {
  const { roles, groupRoles, operator } = standing;
  return { ...identity, roles, groupRoles, operator, capabilities: capabilitiesOfStanding(standing) };
}
