import { Injectable } from '@nestjs/common';
import { Transactions } from '@carrel/messaging';
import type { Assertion } from '../domain/assertion.js';

/** From the start at the front end to the tokens; each step is taken once. */
export interface Attempt {
  readonly providerId: string;
  readonly institutionId: string;
  readonly returnTo: string;
  /** SHA-256 of a secret that the front end keeps, base64url (RFC 7636, S256). */
  readonly challenge: string;
  readonly nonce: string;
  readonly sealedVerifier: string;
}

/** What the callback found out, kept for the front end that comes with the one-time code. */
export interface Outcome {
  readonly accountId: string;
  readonly assertion: Assertion;
}

const columns = `provider_id AS "providerId", institution_id AS "institutionId", return_to AS "returnTo", challenge,
  nonce, sealed_verifier AS "sealedVerifier"`;

@Injectable()
export class Attempts {
  constructor(private readonly transactions: Transactions) {}

  begin(stateHash: string, attempt: Attempt, expiresAt: Date): Promise<void> {
    return this.transactions.run(async (tx) => {
      await tx.manager.query(
        `INSERT INTO single_sign_on_attempts
           (state_hash, provider_id, institution_id, return_to, challenge, nonce, sealed_verifier, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          ...[stateHash, attempt.providerId, attempt.institutionId, attempt.returnTo],
          ...[attempt.challenge, attempt.nonce, attempt.sealedVerifier, expiresAt],
        ],
      );
    });
  }

  /** The attempt with this state, once. */
  take(stateHash: string, providerId: string, now: Date): Promise<Attempt | undefined> {
    return this.transactions.run(async (tx) => {
      const [rows] = await tx.manager.query<[Attempt[], number]>(
        `UPDATE single_sign_on_attempts SET used_at = $3
         WHERE state_hash = $1 AND provider_id = $2 AND used_at IS NULL AND expires_at > $3 RETURNING ${columns}`,
        [stateHash, providerId, now],
      );
      return rows[0];
    });
  }

  finish(stateHash: string, codeHash: string, outcome: Outcome, expiresAt: Date): Promise<void> {
    return this.transactions.run(async (tx) => {
      await tx.manager.query(
        `UPDATE single_sign_on_attempts SET code_hash = $2, account_id = $3, assertion = $4, expires_at = $5
         WHERE state_hash = $1`,
        [stateHash, codeHash, outcome.accountId, JSON.stringify(outcome.assertion), expiresAt],
      );
    });
  }

  /** What the code stands for, once; a wrong challenge uses it up as well. */
  redeem(codeHash: string, now: Date): Promise<(Attempt & Outcome) | undefined> {
    return this.transactions.run(async (tx) => {
      const [rows] = await tx.manager.query<[(Attempt & Outcome)[], number]>(
        `DELETE FROM single_sign_on_attempts WHERE code_hash = $1
         RETURNING ${columns}, account_id AS "accountId", assertion, expires_at AS "expiresAt"`,
        [codeHash],
      );
      const found = rows[0] as (Attempt & Outcome & { expiresAt: Date }) | undefined;
      return found && found.expiresAt > now ? found : undefined;
    });
  }

  /** Whether a logout token is new: each is taken once. */
  isFirst(providerId: string, jti: string, expiresAt: Date): Promise<boolean> {
    return this.transactions.run(async (tx) => {
      const rows = await tx.manager.query<unknown[]>(
        `INSERT INTO logout_tokens (provider_id, jti, expires_at) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING RETURNING jti`,
        [providerId, jti, expiresAt],
      );
      return rows.length > 0;
    });
  }

  forgetOld(now: Date): Promise<void> {
    return this.transactions.run(async (tx) => {
      await tx.manager.query('DELETE FROM single_sign_on_attempts WHERE expires_at < $1', [now]);
      await tx.manager.query('DELETE FROM logout_tokens WHERE expires_at < $1', [now]);
    });
  }
}
