import { Injectable } from '@nestjs/common';
import { Transactions } from '@carrel/messaging';
import { whole } from '../../persistence/aggregates.js';
import { SignIn, type EndOfSignIn, type RefreshToken } from '../domain/sign-in.js';

@Injectable()
export class SignIns {
  constructor(private readonly transactions: Transactions) {}

  add(signIn: SignIn, token: RefreshToken): Promise<void> {
    return this.transactions.run(async (tx) => {
      await tx.manager.insert(SignIn, signIn);
      await this.addToken(token);
    });
  }

  /** Decides about the family that a token belongs to, one caller at a time; undefined for an unknown token. */
  change<T>(
    tokenHash: string,
    decide: (signIn: SignIn, token: RefreshToken) => T | Promise<T>,
  ): Promise<T | undefined> {
    return this.transactions.run(async (tx) => {
      const [found] = await tx.manager.query<{ signInId: string }[]>(
        'SELECT sign_in_id AS "signInId" FROM refresh_tokens WHERE hash = $1',
        [tokenHash],
      );
      if (!found) return undefined;
      const signIn = await tx.manager.findOneOrFail(SignIn, {
        where: whole({ id: found.signInId }),
        lock: { mode: 'pessimistic_write' },
      });
      // Read after the lock: whoever held it before may have used the token.
      const [token] = await tx.manager.query<RefreshToken[]>(
        `SELECT hash, sign_in_id AS "signInId", expires_at AS "expiresAt", used_at AS "usedAt"
         FROM refresh_tokens WHERE hash = $1`,
        [tokenHash],
      );
      if (!token) return undefined;
      const result = await decide(signIn, token);
      await tx.manager.query('UPDATE refresh_tokens SET used_at = $2 WHERE hash = $1', [
        tokenHash,
        token.usedAt,
      ]);
      await tx.manager.save(signIn);
      return result;
    });
  }

  addToken(token: RefreshToken): Promise<void> {
    return this.transactions.run(async (tx) => {
      await tx.manager.query(
        'INSERT INTO refresh_tokens (hash, sign_in_id, expires_at) VALUES ($1, $2, $3)',
        [token.hash, token.signInId, token.expiresAt],
      );
    });
  }

  /** Ends every sign-in of the account but `exceptId`. */
  endAll(accountId: string, because: EndOfSignIn, now: Date, exceptId: string | null = null): Promise<void> {
    return this.transactions.run(async (tx) => {
      await tx.manager.query(
        `UPDATE sign_ins SET ended_at = $3, ended_because = $2
         WHERE account_id = $1 AND ended_at IS NULL AND ($4::uuid IS NULL OR id <> $4)`,
        [accountId, because, now, exceptId],
      );
    });
  }

  /** Families none of whose tokens can be used any more leave with their tokens. */
  forgetOld(now: Date): Promise<void> {
    return this.transactions.run(async (tx) => {
      await tx.manager.query(
        `DELETE FROM sign_ins s
         WHERE NOT EXISTS (SELECT FROM refresh_tokens t WHERE t.sign_in_id = s.id AND t.expires_at > $1)`,
        [now],
      );
      await tx.manager.query('DELETE FROM refresh_tokens WHERE expires_at < $1', [now]);
    });
  }
}
