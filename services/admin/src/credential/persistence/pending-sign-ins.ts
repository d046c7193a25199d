import { Injectable } from '@nestjs/common';
import { Transactions } from '@carrel/messaging';

/** A sign-in that waits: to verify the factor there is, or to enrol one. */
export interface PendingSignIn<P> {
  readonly accountId: string;
  readonly proof: P;
}
export type PendingPurpose = 'verify' | 'enrol';
/** What a challenge was made for; it is good for nothing else. */
export type ChallengePurpose = 'enrol' | 'verify' | 'sign-in';

@Injectable()
export class PendingSignIns {
  constructor(private readonly transactions: Transactions) {}

  add(
    tokenHash: string,
    purpose: PendingPurpose,
    of: PendingSignIn<unknown>,
    expiresAt: Date,
  ): Promise<void> {
    return this.transactions.run(async (tx) => {
      await tx.manager.query(
        `INSERT INTO pending_sign_ins (token_hash, account_id, purpose, proof, expires_at) VALUES ($1, $2, $3, $4, $5)`,
        [tokenHash, of.accountId, purpose, JSON.stringify(of.proof), expiresAt],
      );
    });
  }

  async find<P>(
    tokenHash: string,
    purpose: PendingPurpose,
    now: Date,
  ): Promise<PendingSignIn<P> | undefined> {
    const [row] = await this.transactions.run((tx) =>
      tx.manager.query<PendingSignIn<P>[]>(
        `SELECT account_id AS "accountId", proof FROM pending_sign_ins
         WHERE token_hash = $1 AND purpose = $2 AND expires_at > $3`,
        [tokenHash, purpose, now],
      ),
    );
    return row;
  }

  /** Whether it was there still: each is finished once. */
  take(tokenHash: string): Promise<boolean> {
    return this.transactions.run(async (tx) => {
      const [, count] = await tx.manager.query<[unknown, number]>(
        'DELETE FROM pending_sign_ins WHERE token_hash = $1',
        [tokenHash],
      );
      return count > 0;
    });
  }

  addChallenge(
    challenge: string,
    purpose: ChallengePurpose,
    accountId: string | null,
    expiresAt: Date,
  ): Promise<void> {
    return this.transactions.run(async (tx) => {
      await tx.manager.query(
        `INSERT INTO passkey_challenges (challenge, purpose, account_id, expires_at) VALUES ($1, $2, $3, $4)`,
        [challenge, purpose, accountId, expiresAt],
      );
    });
  }

  /** Whether the challenge was given out for this and is used for the first time. */
  takeChallenge(
    challenge: string,
    purpose: ChallengePurpose,
    accountId: string | null,
    now: Date,
  ): Promise<boolean> {
    return this.transactions.run(async (tx) => {
      const [, count] = await tx.manager.query<[unknown, number]>(
        `DELETE FROM passkey_challenges
         WHERE challenge = $1 AND purpose = $2 AND account_id IS NOT DISTINCT FROM $3 AND expires_at > $4`,
        [challenge, purpose, accountId, now],
      );
      return count > 0;
    });
  }

  forgetOld(now: Date): Promise<void> {
    return this.transactions.run(async (tx) => {
      await tx.manager.query('DELETE FROM pending_sign_ins WHERE expires_at < $1', [now]);
      await tx.manager.query('DELETE FROM passkey_challenges WHERE expires_at < $1', [now]);
    });
  }
}
