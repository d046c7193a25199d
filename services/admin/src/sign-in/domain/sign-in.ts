const day = 24 * 60 * 60 * 1000;
/** A refresh token that nobody uses for this long is worthless. */
export const refreshLifetimeMs = 30 * day;

/** A changed address counts as `password-changed`: what one signs in with is another. */
export type EndOfSignIn = 'logout' | 'reuse' | 'deactivated' | 'password-changed';

/** One refresh token of a sign-in; only its hash is kept. */
export interface RefreshToken {
  hash: string;
  signInId: string;
  expiresAt: Date;
  usedAt: Date | null;
}

/** A family of refresh tokens: one person's sign-in on one device, until it ends. */
export class SignIn {
  id!: string;
  accountId!: string;
  startedAt!: Date;
  endedAt!: Date | null;
  endedBecause!: EndOfSignIn | null;

  static start(id: string, accountId: string, now: Date): SignIn {
    const signIn = new SignIn();
    signIn.id = id;
    signIn.accountId = accountId;
    signIn.startedAt = now;
    signIn.endedAt = null;
    signIn.endedBecause = null;
    return signIn;
  }

  /** Each token is good once. One that comes back was copied, so the whole family ends, whoever holds it now. */
  exchange(token: RefreshToken, now: Date): 'exchanged' | 'refused' {
    if (this.endedAt !== null) return 'refused';
    if (token.usedAt !== null) {
      this.end('reuse', now);
      return 'refused';
    }
    if (token.expiresAt <= now) return 'refused';
    token.usedAt = now;
    return 'exchanged';
  }

  end(because: EndOfSignIn, now: Date): void {
    this.endedAt ??= now;
    this.endedBecause ??= because;
  }

  nextToken(hash: string, now: Date): RefreshToken {
    return { hash, signInId: this.id, expiresAt: new Date(now.getTime() + refreshLifetimeMs), usedAt: null };
  }
}
