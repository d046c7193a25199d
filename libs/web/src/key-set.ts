import type { JSONWebKeySet, CryptoKey } from 'jose';
import { importJWK } from 'jose';
import { ServiceUnavailable } from '@carrel/kernel';

/** Where the public keys of access tokens come from. Admin provides its own; the others fetch admin's. */
export interface AccessTokenKeys {
  /** The Ed25519 key of that id, undefined when there is none. @throws ServiceUnavailable when nobody can be asked */
  find(kid: string): Promise<CryptoKey | undefined>;
}
/** Injection token for an `AccessTokenKeys` of the service's own, provided in any of its modules. */
export const ACCESS_TOKEN_KEYS = Symbol('carrel:access-token-keys');

const freshMs = 5 * 60_000;
const askAgainMs = 10_000;

/**
 * Admin's published keys, fetched when first needed, again every five minutes and for an unknown id at most
 * every ten seconds. While admin is away the keys last seen stay good, so that nobody is signed out by it.
 */
export class PublishedKeys implements AccessTokenKeys {
  private keys = new Map<string, CryptoKey>();
  private fetchedAt = -Infinity;
  private triedAt = -Infinity;
  private running: Promise<void> | undefined;

  constructor(
    private readonly address: string,
    private readonly now: () => number = () => performance.now(),
  ) {}

  async find(kid: string): Promise<CryptoKey | undefined> {
    const now = this.now();
    const known = this.keys.get(kid);
    const stale = now - this.fetchedAt > freshMs;
    if (known && !stale) return known;
    if (now - this.triedAt > askAgainMs || this.fetchedAt === -Infinity) {
      const asked = this.refresh();
      if (known) return known;
      await asked;
    }
    if (this.fetchedAt === -Infinity) throw new ServiceUnavailable('admin');
    return this.keys.get(kid);
  }

  private refresh(): Promise<void> {
    this.running ??= this.fetch().finally(() => (this.running = undefined));
    return this.running;
  }

  private async fetch(): Promise<void> {
    this.triedAt = this.now();
    try {
      const answer = await fetch(this.address, { signal: AbortSignal.timeout(3000) });
      if (!answer.ok) return;
      this.keys = await keysOf((await answer.json()) as JSONWebKeySet);
      this.fetchedAt = this.now();
    } catch {
      // Admin is unavailable: the keys last seen stay; without any, the caller gets that error.
    }
  }
}

/** Only Ed25519 signing keys with an id count; anything else in the set is passed over. */
export async function keysOf(set: JSONWebKeySet): Promise<Map<string, CryptoKey>> {
  const keys = new Map<string, CryptoKey>();
  for (const jwk of set.keys) {
    if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || !jwk.kid || (jwk.use ?? 'sig') !== 'sig') continue;
    const { kty, crv, x } = jwk;
    keys.set(jwk.kid, (await importJWK({ kty, crv, x: x! }, 'EdDSA')) as CryptoKey);
  }
  return keys;
}
