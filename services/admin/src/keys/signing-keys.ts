import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@carrel/kernel';
import { Job } from '@carrel/messaging';
import { type AccessTokenKeys, Seal } from '@carrel/web';
import { importJWK, type CryptoKey } from 'jose';
import { ADMIN_CONFIG, type AdminConfig } from '../shared/config.js';
import { mustOperate, type Actor } from '../shared/domain/authority.js';
import { KeyRing, SigningKey } from './domain/key-ring.js';
import { KeyTable } from './persistence/signing-keys.repository.js';

/** How long a replica goes on with the keys it has seen, in milliseconds; far less than a key stays published. */
const freshMs = 30_000;
const askAgainMs = 1_000;

interface Seen {
  readonly keys: SigningKey[];
  readonly public: Map<string, CryptoKey>;
  readonly at: number;
}

@Injectable()
export class SigningKeys implements AccessTokenKeys {
  private readonly seal: Seal;
  private seen: Seen | undefined;

  constructor(
    @Inject(ADMIN_CONFIG) config: AdminConfig,
    private readonly table: KeyTable,
    private readonly clock: Clock,
  ) {
    this.seal = new Seal(config.secrets, 'signing keys');
  }

  /** The key that signs; makes the first one when there is none. */
  async signing(now: Date): Promise<{ kid: string; privateKey: ReturnType<typeof createPrivateKey> }> {
    let key = new KeyRing((await this.look(freshMs)).keys).signing;
    if (!key) {
      await this.table.change((ring) => ring.tend(now, this.make));
      key = new KeyRing((await this.look(0)).keys).signing!;
    }
    return { kid: key.kid, privateKey: this.opened(key) };
  }

  async find(kid: string): Promise<CryptoKey | undefined> {
    const known = (await this.look(freshMs)).public.get(kid);
    return known ?? (await this.look(askAgainMs)).public.get(kid);
  }

  /** The public halves as a JSON Web Key Set (RFC 7517). */
  async published() {
    const { keys } = await this.look(askAgainMs);
    return { keys: keys.map(({ kid, publicKey }) => ({ ...publicKey, kid, use: 'sig', alg: 'EdDSA' })) };
  }

  async rotate(by: Actor): Promise<void> {
    mustOperate(by);
    await this.rotateByHand();
  }

  /** Asked on the machine itself, by whoever holds its secrets. */
  async rotateByHand(): Promise<void> {
    await this.table.change((ring) => ring.rotate(this.clock.now()));
    this.seen = undefined;
  }

  /** Seals the private halves under the secret that is now the first. Answers how many. */
  async renewSeals(): Promise<number> {
    let count = 0;
    await this.table.change((ring) => {
      const save = ring.all.map((key) => {
        key.sealedPrivateKey = this.seal.renew(key.sealedPrivateKey, key.kid);
        return key;
      });
      count = save.length;
      return { save, remove: [] };
    });
    this.seen = undefined;
    return count;
  }

  @Job('tend-signing-keys', { cron: '7 * * * *' })
  async tend(): Promise<void> {
    await this.table.change((ring) => ring.tend(this.clock.now(), this.make));
    this.seen = undefined;
  }

  private readonly make = (now: Date): SigningKey => {
    const pair = generateKeyPairSync('ed25519');
    const { kty, crv, x } = pair.publicKey.export({ format: 'jwk' });
    const kid = randomBytes(12).toString('base64url');
    const sealedPrivateKey = this.seal.close(JSON.stringify(pair.privateKey.export({ format: 'jwk' })), kid);
    const dates = { createdAt: now, signingSince: null, retiredAt: null };
    return Object.assign(new SigningKey(), { kid, publicKey: { kty, crv, x }, sealedPrivateKey, ...dates });
  };

  private opened(key: SigningKey) {
    try {
      return createPrivateKey({
        key: JSON.parse(this.seal.open(key.sealedPrivateKey, key.kid)),
        format: 'jwk',
      });
    } catch {
      throw new Error('CARREL_SECRET is not the one the signing keys were sealed with.');
    }
  }

  private async look(maxAgeMs: number): Promise<Seen> {
    if (this.seen && performance.now() - this.seen.at < maxAgeMs) return this.seen;
    const keys = await this.table.all();
    const imported = await Promise.all(
      keys.map(
        async ({ kid, publicKey }) => [kid, (await importJWK(publicKey, 'EdDSA')) as CryptoKey] as const,
      ),
    );
    return (this.seen = { keys, public: new Map(imported), at: performance.now() });
  }
}
