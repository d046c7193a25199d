import { createHmac, hkdfSync } from 'node:crypto';

/** Hashes of personal data that can be compared and not be read: HMAC-SHA-256, the key derived from CARREL_SECRET. */
export class KeyedHashes {
  private readonly keys: readonly Buffer[];

  /** @param secrets the first makes what is stored; what was stored under the others is found still */
  constructor(secrets: readonly [string, ...string[]], purpose: string) {
    this.keys = secrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, '', `carrel ${purpose}`, 32)));
  }

  /** What to store. */
  of(value: string): string {
    return hashWith(this.keys[0]!, value);
  }

  /** What to look for: the hash under each secret. */
  allOf(value: string): string[] {
    return this.keys.map((key) => hashWith(key, value));
  }
}

const hashWith = (key: Buffer, value: string): string =>
  createHmac('sha256', key).update(value).digest('base64url');
