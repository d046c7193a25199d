import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** A sealed text that none of the secrets opens, or that was changed. */
export class NotOurs extends Error {
  constructor() {
    super('not sealed with a secret that CARREL_SECRET or CARREL_SECRET_PREVIOUS names, or changed since');
  }
}

/** Seals and opens short texts with a secret: AES-256-GCM, the key derived by HKDF, the label bound in. */
export class Seal {
  private readonly keys: readonly Buffer[];

  /** @param secrets the first seals; what the others sealed opens still */
  constructor(secrets: readonly [string, ...string[]], purpose: string) {
    this.keys = secrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, '', `carrel ${purpose}`, 32)));
  }

  close(text: string, label: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.keys[0]!, nonce).setAAD(Buffer.from(label));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** @throws NotOurs when the secret is another or the text was changed */
  open(sealed: string, label: string): string {
    return this.opened(sealed, label).text;
  }

  /** Under the first secret what an earlier one sealed; what the first has sealed comes back as it is. */
  renew(sealed: string, label: string): string {
    const { text, key } = this.opened(sealed, label);
    return key === this.keys[0] ? sealed : this.close(text, label);
  }

  private opened(sealed: string, label: string): { text: string; key: Buffer } {
    for (const key of this.keys) {
      try {
        return { text: openWith(key, sealed, label), key };
      } catch {
        // Perhaps another one's.
      }
    }
    throw new NotOurs();
  }
}

function openWith(key: Buffer, sealed: string, label: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
  decipher.setAAD(Buffer.from(label)).setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}
