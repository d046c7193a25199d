import {
  LastSecondFactor,
  NothingToConfirm,
  SecondFactorWrong,
  TooManyPasskeys,
  type Method,
} from './refusals.js';

export const mostPasskeys = 20;

/** A key pair whose private half an authenticator keeps (WebAuthn). */
export interface Passkey {
  readonly id: string;
  readonly name: string;
  /** COSE, base64url. */
  readonly publicKey: string;
  /** How often it was used, as it says itself; 0 where it does not count. */
  readonly counter: number;
  readonly transports: readonly string[];
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

/** What the history of an account's second factor says. */
export type WhatChanged =
  | 'app-added'
  | 'app-removed'
  | 'passkey-added'
  | 'passkey-removed'
  | 'recovery-codes-made'
  | 'recovery-code-used'
  | 'reset';

/** What an account's owner proves himself or herself with besides the password. */
export class SecondFactor {
  accountId!: string;
  /** The secret shared with an authenticator app (RFC 6238), sealed. */
  sealedTotp!: string | null;
  totpSince!: Date | null;
  /** The last step whose code was used: it and those before are worthless. */
  totpLastStep!: number | null;
  /** Waits for a first code. */
  sealedPendingTotp!: string | null;
  recoveryHashes!: string[];
  passkeys!: Passkey[];

  static of(accountId: string): SecondFactor {
    return Object.assign(new SecondFactor(), {
      ...{ accountId, sealedTotp: null, totpSince: null, totpLastStep: null, sealedPendingTotp: null },
      ...{ recoveryHashes: [], passkeys: [] },
    });
  }

  get enrolled(): boolean {
    return this.sealedTotp !== null || this.passkeys.length > 0;
  }

  get methods(): Method[] {
    return [
      ...(this.sealedTotp === null ? [] : ['totp' as const]),
      ...(this.passkeys.length === 0 ? [] : ['passkey' as const]),
      ...(this.recoveryHashes.length === 0 ? [] : ['recovery-code' as const]),
    ];
  }

  /** What was there before stays good until the first code of the new secret. */
  beginTotp(sealed: string): void {
    this.sealedPendingTotp = sealed;
  }

  /** @param step the step whose code was given; undefined when it was wrong */
  confirmTotp(step: number | undefined, now: Date): void {
    if (this.sealedPendingTotp === null) throw new NothingToConfirm();
    if (step === undefined) throw new SecondFactorWrong();
    this.sealedTotp = this.sealedPendingTotp;
    this.sealedPendingTotp = null;
    this.totpSince = now;
    this.totpLastStep = step;
  }

  /** Each code is good once (RFC 6238, 5.2). */
  useTotp(step: number | undefined): void {
    if (this.sealedTotp === null || step === undefined) throw new SecondFactorWrong();
    if (this.totpLastStep !== null && step <= this.totpLastStep) throw new SecondFactorWrong();
    this.totpLastStep = step;
  }

  useRecoveryCode(hash: string): void {
    if (!this.recoveryHashes.includes(hash)) throw new SecondFactorWrong();
    this.recoveryHashes = this.recoveryHashes.filter((one) => one !== hash);
  }

  addPasskey(passkey: Passkey): void {
    if (this.passkeys.length >= mostPasskeys) throw new TooManyPasskeys(mostPasskeys);
    if (this.passkeys.some(({ id }) => id === passkey.id)) throw new SecondFactorWrong();
    this.passkeys = [...this.passkeys, passkey];
  }

  /** A counter that does not grow means a copy of the authenticator (WebAuthn, 6.1.1). */
  usePasskey(id: string, counter: number, now: Date): void {
    const used = this.passkeys.find((one) => one.id === id);
    if (!used || ((used.counter > 0 || counter > 0) && counter <= used.counter))
      throw new SecondFactorWrong();
    this.passkeys = this.passkeys.map((one) =>
      one === used ? { ...one, counter, lastUsedAt: now.toISOString() } : one,
    );
  }

  removeTotp(required: boolean): void {
    if (required && this.passkeys.length === 0) throw new LastSecondFactor();
    this.sealedTotp = this.sealedPendingTotp = this.totpSince = this.totpLastStep = null;
    this.forgetCodes();
  }

  /** Whether there was one. */
  removePasskey(id: string, required: boolean): boolean {
    const left = this.passkeys.filter((one) => one.id !== id);
    if (left.length === this.passkeys.length) return false;
    if (required && left.length === 0 && this.sealedTotp === null) throw new LastSecondFactor();
    this.passkeys = left;
    this.forgetCodes();
    return true;
  }

  reset(): void {
    Object.assign(this, SecondFactor.of(this.accountId));
  }

  /** Codes without a factor to recover would be a factor by themselves. */
  private forgetCodes(): void {
    if (!this.enrolled) this.recoveryHashes = [];
  }
}
