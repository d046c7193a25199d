import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { LRUCache } from 'lru-cache';
import { verifyAccessToken } from './access-tokens.js';
import { AccountEvents, type AccountChange } from './account-events.js';
import type { ServiceConfig } from './config.js';
import { DatabaseClock } from './database-clock.js';
import {
  capabilitiesOfStanding,
  type ServiceIdentity,
  type StaffIdentity,
  type Standing,
} from './identity.js';
import { ACCESS_TOKEN_KEYS, PublishedKeys, type AccessTokenKeys } from './key-set.js';
import { rolesIn, type StreamHolder } from './stream-holder.js';
import { verifyServiceToken } from './service-tokens.js';
import { SERVICE_CONFIG } from './tokens.js';

/**
 * How an account stands now; undefined when it is not known here. Provided in any module of a service that
 * knows (admin by its table, the others by libs/directory), it wins over what an access token says.
 */
export type AccountStanding = (accountId: string) => Promise<Standing | undefined>;
export const ACCOUNT_STANDING = Symbol('carrel:account-standing');

/** Whether a service account is active; undefined when it is not known here. Provided as the one above. */
export type ServiceAccountStanding = (id: string) => Promise<{ readonly active: boolean } | undefined>;
export const SERVICE_ACCOUNT_STANDING = Symbol('carrel:service-account-standing');

/** Which of these sign-ins have ended. Provided in any module of a service that knows, as the two above. */
export type EndedSignIns = (signInIds: readonly string[]) => Promise<readonly string[]>;
export const ENDED_SIGN_INS = Symbol('carrel:ended-sign-ins');

/** The delay that a lost message may cause (promise 31: 5 seconds at most). */
const cachedMs = 4_000;
const recentChangeMs = 15 * 60_000;

interface Cached {
  identity: StaffIdentity | ServiceIdentity;
  until: number;
}

/** The identity of an access token, with the present state of account and sign-in; remembered for 4 seconds at most (promises 24, 31). */
@Injectable()
export class Identities implements OnApplicationBootstrap {
  private readonly cache = new LRUCache<string, Cached>({ max: 10_000 });
  /** What the last quarter of an hour's events said: quicker than the projection behind ACCOUNT_STANDING. */
  private readonly recentChange = new LRUCache<string, AccountChange>({ max: 10_000 });
  private keys: AccessTokenKeys;
  private standing: AccountStanding | undefined;
  private serviceStanding: ServiceAccountStanding | undefined;
  /** Service accounts known to be revoked; a token lives no longer than this remembers. */
  private readonly revoked = new LRUCache<string, true>({ max: 10_000 });
  private endedSignIns: EndedSignIns | undefined;
  /** Sign-ins whose end was published a moment ago: quicker than the projection behind ENDED_SIGN_INS. */
  private readonly ended = new LRUCache<string, true>({ max: 10_000 });
  private readonly onEnded = new Set<(signInId: string) => void>();
  private readonly onChanged = new Set<(account: AccountChange['account']) => void>();
  private readonly onGone = new Set<(accountId: string) => void>();

  constructor(
    @Inject(SERVICE_CONFIG) config: ServiceConfig,
    private readonly modules: ModuleRef,
    private readonly events: AccountEvents,
    private readonly clock: DatabaseClock,
  ) {
    this.keys = new PublishedKeys(config.jwksUrl);
  }

  onApplicationBootstrap(): void {
    this.keys = this.provided<AccessTokenKeys>(ACCESS_TOKEN_KEYS) ?? this.keys;
    this.standing = this.provided<AccountStanding>(ACCOUNT_STANDING);
    this.serviceStanding = this.provided<ServiceAccountStanding>(SERVICE_ACCOUNT_STANDING);
    this.endedSignIns = this.provided<EndedSignIns>(ENDED_SIGN_INS);
    this.events.onSignInEnded((id) => this.end(id));
    this.events.onChange((change) => this.changed(change));
    this.events.onServiceAccountRevoked((id) => this.revoke(id));
  }

  /** Undefined for an invalid or expired token. @throws ServiceUnavailable when the keys cannot be had */
  async of(token: string): Promise<StaffIdentity | ServiceIdentity | undefined> {
    const cached = this.cache.get(token);
    const now = this.clock.now();
    if (cached && cached.until > now.getTime()) return cached.identity;
    const verified = await verifyAccessToken(token, this.keys, now);
    if (!verified) return this.service(token, now);
    const { accountId, expiresAt, session } = verified.identity;
    const [standing, ended] = await Promise.all([
      this.standingOf(accountId, verified.issuedAt),
      this.endedAmong([session]),
    ]);
    if ((standing && !standing.active) || ended.length > 0) return undefined;
    const identity = standing ? standingAs(verified.identity, standing) : verified.identity;
    // A sign-in that ended while the projection was read is not cached as active.
    if (this.ended.get(session)) return undefined;
    this.cache.set(token, { identity, until: Math.min(expiresAt.getTime(), now.getTime() + cachedMs) });
    return identity;
  }

  private async service(token: string, now: Date): Promise<ServiceIdentity | undefined> {
    const identity = await verifyServiceToken(token, this.keys, now);
    if (!identity || !(await this.mayServe(identity.accountId))) return undefined;
    const until = Math.min(identity.expiresAt.getTime(), now.getTime() + cachedMs);
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
    this.forgetWhere((identity) => identity.accountId === id);
    for (const callback of this.onGone) callback(id);
  }

  /** Those of the sign-ins that have ended, as far as this replica knows; asked for open streams too. */
  async endedAmong(signInIds: readonly string[]): Promise<readonly string[]> {
    const published = signInIds.filter((id) => this.ended.get(id));
    if (published.length === signInIds.length) return published;
    try {
      return [...published, ...((await this.endedSignIns?.(signInIds)) ?? [])];
    } catch {
      // The projection cannot be read; a token itself is good for a quarter of an hour at most.
      return published;
    }
  }

  /** Whether what a stream depends on still stands: the account, the sign-in, the token and the roles. */
  async mayHold({ accountId, signInId, expiresAt, roles }: StreamHolder): Promise<boolean> {
    if (expiresAt <= this.clock.now().getTime()) return false;
    const [standing, ended] = await Promise.all([
      this.standingOf(accountId, new Date(0)),
      signInId === null ? [] : this.endedAmong([signInId]),
    ]);
    if (ended.length > 0 || standing?.active === false) return false;
    const held = standing && rolesIn(standing);
    return !held || roles.every((role) => held.includes(role));
  }

  /** Calls back with the id of every sign-in whose end is published. */
  whenSignInEnds(callback: (signInId: string) => void): void {
    this.onEnded.add(callback);
  }

  /** Calls back with the new state of every account that changes. */
  whenChanged(callback: (account: AccountChange['account']) => void): void {
    this.onChanged.add(callback);
  }

  private end(signInId: string): void {
    this.ended.set(signInId, true);
    this.forgetWhere((identity) => identity.kind === 'staff' && identity.session === signInId);
    for (const callback of this.onEnded) callback(signInId);
  }

  /** Whether the account may still be served; asked for open streams. */
  async isActive(accountId: string): Promise<boolean> {
    return (await this.standingOf(accountId, new Date(0)))?.active ?? true;
  }

  /** Calls back with the id of every account that an event reports as deactivated. */
  whenGone(callback: (accountId: string) => void): void {
    this.onGone.add(callback);
  }

  private forgetWhere(matches: (identity: Cached['identity']) => boolean): void {
    for (const [token, { identity }] of [...this.cache.entries()])
      if (matches(identity)) this.cache.delete(token);
  }

  private async standingOf(accountId: string, since: Date): Promise<Standing | undefined> {
    const recentChange = this.recentChange.get(accountId);
    const recent =
      recentChange !== undefined && this.clock.now().getTime() - recentChange.at < recentChangeMs;
    // Roles in a token issued since are newer; an account that is gone is issued none.
    if (recent && (recentChange.at >= since.getTime() || !recentChange.account.active))
      return this.asMember(recentChange.account);
    return this.known(accountId);
  }

  /** An event says which roles in groups an account has; those alone count whose group its library is an active member of (B40). */
  private async asMember(account: AccountChange['account']): Promise<Standing> {
    if (account.groupRoles.length === 0) return account;
    const known = await this.known(account.accountId);
    if (!known) return account;
    const counts = new Set(known.groupRoles.map(({ groupId, role }) => `${groupId} ${role}`));
    const groupRoles = account.groupRoles.filter(({ groupId, role }) => counts.has(`${groupId} ${role}`));
    return { ...account, groupRoles };
  }

  private async known(accountId: string): Promise<Standing | undefined> {
    try {
      return await this.standing?.(accountId);
    } catch {
      // The projection cannot be read; the token itself is still good for its quarter of an hour.
      return undefined;
    }
  }

  private changed(change: AccountChange): void {
    const { accountId, active } = change.account;
    if (change.at < (this.recentChange.get(accountId)?.at ?? 0)) return;
    this.recentChange.set(accountId, change);
    this.forgetWhere((identity) => identity.accountId === accountId);
    if (!active) for (const callback of this.onGone) callback(accountId);
    for (const callback of this.onChanged) callback(change.account);
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
