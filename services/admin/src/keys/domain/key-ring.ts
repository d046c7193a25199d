import { Refusal } from '@carrel/kernel';

/** An Ed25519 key pair; the private half only sealed. */
export class SigningKey {
  kid!: string;
  publicKey!: { kty: string; crv: string; x: string };
  sealedPrivateKey!: string;
  createdAt!: Date;
  /** Null while it is the next one. */
  signingSince!: Date | null;
  /** Set once another one signs. */
  retiredAt!: Date | null;
}

class RotationUnderWay extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'rotation-under-way';
  constructor() {
    super('The key before is still needed for tokens it has signed; rotate again in an hour.');
  }
}

const minute = 60 * 1000;
const day = 24 * 60 * minute;
export const signsForMs = 30 * day;
/** Longer than an access token lives, so that nobody is logged out by a rotation (B35). */
export const retiredForMs = 60 * minute;

/** What a step asks the table to do. */
export interface KeyChanges {
  readonly save: SigningKey[];
  readonly remove: SigningKey[];
}

/**
 * Two keys at a time, both published: the one that signs, and beside it either the next one, known to
 * everybody long before it signs, or the last one, until its tokens have run out.
 */
export class KeyRing {
  constructor(private readonly keys: readonly SigningKey[]) {}

  get all(): readonly SigningKey[] {
    return this.keys;
  }

  get signing(): SigningKey | undefined {
    return this.keys.find((key) => key.signingSince !== null && key.retiredAt === null);
  }
  private get next(): SigningKey | undefined {
    return this.keys.find((key) => key.signingSince === null);
  }
  private get retired(): SigningKey | undefined {
    return this.keys.find((key) => key.retiredAt !== null);
  }

  /** Does what is due: begins, rotates after thirty days, replaces the retired key after an hour. */
  tend(now: Date, make: (now: Date) => SigningKey): KeyChanges {
    const { signing, retired } = this;
    if (!signing) return { save: [promoted(make(now), now), make(now)], remove: [] };
    if (retired) {
      const over = before(retired.retiredAt, retiredForMs, now);
      return over ? { save: [make(now)], remove: [retired] } : { save: [], remove: [] };
    }
    return before(signing.signingSince, signsForMs, now) ? this.rotate(now) : { save: [], remove: [] };
  }

  /** Refused while the key before is still needed. */
  rotate(now: Date): KeyChanges {
    const { signing, next } = this;
    if (!signing || !next) throw new RotationUnderWay();
    signing.retiredAt = now;
    return { save: [signing, promoted(next, now)], remove: [] };
  }
}

const before = (since: Date | null, ms: number, now: Date): boolean =>
  since !== null && since.getTime() + ms <= now.getTime();

function promoted(key: SigningKey, now: Date): SigningKey {
  key.signingSince = now;
  return key;
}
