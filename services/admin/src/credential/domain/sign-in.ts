import type { EndOfSignIn } from '@carrel/contracts';
import { Aggregate } from '@carrel/kernel';

const day = 24 * 60 * 60 * 1000;
/** A refresh token that nobody uses for this long is worthless. */
export const refreshLifetimeMs = 30 * day;
/** Tabs that wake together refresh with one token: for this long each of them gets the same successor. */
export const parallelRefreshMs = 5_000;

/** One refresh token of a sign-in; only its hash is kept. */
export interface RefreshToken {
  hash: string;
  signInId: string;
  expiresAt: Date;
  usedAt: Date | null;
}

/** Where a sign-in was made when it was made at a provider; what the provider ends by its back-channel logout. */
export interface ProviderSession {
  readonly providerId: string;
  readonly subject: string;
  /** The provider's own session; null when it names none. */
  readonly session: string | null;
}

/** A family of refresh tokens: one person's sign-in on one device, until it ends. */
export class SignIn extends Aggregate {
  accountId!: string;
  startedAt!: Date;
  /** When it last got an access token. */
  lastUsedAt!: Date | null;
  /** What the browser or program says it is (User-Agent), for the owner to recognise a sign-in. */
  device!: string | null;
  /** The provider of single sign-on; null when a password or a passkey was used. */
  providerId!: string | null;
  providerSubject!: string | null;
  providerSession!: string | null;
  /** When a second factor was proven in it; null when none was asked for. */
  secondFactorAt!: Date | null;
  endedAt!: Date | null;
  endedBecause!: EndOfSignIn | null;

  static start(
    id: string,
    accountId: string,
    device: string | null,
    now: Date,
    how: { provider?: ProviderSession | undefined; secondFactor?: boolean | undefined } = {},
  ): SignIn {
    return Object.assign(new SignIn(), {
      id,
      accountId,
      device,
      startedAt: now,
      lastUsedAt: now,
      providerId: how.provider?.providerId ?? null,
      providerSubject: how.provider?.subject ?? null,
      providerSession: how.provider?.session ?? null,
      secondFactorAt: how.secondFactor ? now : null,
      endedAt: null,
      endedBecause: null,
    } satisfies Partial<SignIn>);
  }

  /**
   * Each token is good once, and for a few seconds more as long as nobody has used its successor. One that comes back
   * later was copied, so the whole family ends, whoever holds it now.
   * @param successor the token that was given out for it, once it was used
   */
  exchange(
    token: RefreshToken,
    successor: RefreshToken | undefined,
    now: Date,
  ): 'exchanged' | 'repeated' | 'refused' {
    if (this.endedAt !== null) return 'refused';
    if (token.usedAt !== null) {
      const together = now.getTime() - token.usedAt.getTime() <= parallelRefreshMs;
      if (together && successor && successor.usedAt === null) return 'repeated';
      this.end('reuse', now);
      return 'refused';
    }
    if (token.expiresAt <= now) return 'refused';
    token.usedAt = now;
    this.lastUsedAt = now;
    return 'exchanged';
  }

  /** It was set up or used while the sign-in was open. */
  proveSecondFactor(now: Date): void {
    this.secondFactorAt = now;
  }

  end(because: EndOfSignIn, now: Date): void {
    if (this.endedAt !== null) return;
    this.endedAt = now;
    this.endedBecause = because;
    this.record('sign-in.ended.v1', { signInId: this.id, accountId: this.accountId, because }, now);
  }

  nextToken(hash: string, now: Date): RefreshToken {
    return { hash, signInId: this.id, expiresAt: new Date(now.getTime() + refreshLifetimeMs), usedAt: null };
  }
}
