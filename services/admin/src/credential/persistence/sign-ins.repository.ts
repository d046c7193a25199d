import { Injectable } from '@nestjs/common';
import type { EndOfSignIn } from '@carrel/contracts';
import { Transactions } from '@carrel/messaging';
import { Aggregates, whole } from '../../shared/persistence/aggregates.js';
import { SignIn, type RefreshToken } from '../domain/sign-in.js';

/** One sign-in as its owner sees it. */
export interface SignInRow {
  id: string;
  device: string | null;
  startedAt: Date;
  lastUsedAt: Date;
}

const tokenColumns = `hash, sign_in_id AS "signInId", expires_at AS "expiresAt", used_at AS "usedAt"`;

/** SQL that leaves one sign-in out, if one is named. */
const butOne = '(:exceptId::uuid IS NULL OR s.id <> :exceptId)';

@Injectable()
export class SignIns extends Aggregates<SignIn> {
  constructor(transactions: Transactions) {
    super(transactions, SignIn, 'sign-in');
  }

  start(signIn: SignIn, token: RefreshToken): Promise<void> {
    return this.transactions.run(async () => {
      await this.add(signIn);
      await this.addToken(token);
    });
  }

  /**
   * Decides about the family that a token belongs to, one caller at a time; undefined for an unknown token.
   * @param successors hashes under which its successor would be kept
   */
  changeByToken<T>(
    tokenHash: string,
    successors: readonly string[],
    decide: (signIn: SignIn, token: RefreshToken, successor: RefreshToken | undefined) => T | Promise<T>,
  ): Promise<T | undefined> {
    return this.transactions.run(async (tx) => {
      const [found] = await tx.manager.query<{ signInId: string }[]>(
        'SELECT sign_in_id AS "signInId" FROM refresh_tokens WHERE hash = $1',
        [tokenHash],
      );
      if (!found) return undefined;
      return this.change(found.signInId, async (signIn) => {
        // Read after the lock: whoever held it before may have used the token.
        const rows = await tx.manager.query<RefreshToken[]>(
          `SELECT ${tokenColumns} FROM refresh_tokens WHERE hash = ANY ($1)`,
          [[tokenHash, ...successors]],
        );
        const token = rows.find(({ hash }) => hash === tokenHash);
        if (!token) return undefined;
        const successor = rows.find(({ hash }) => hash !== tokenHash);
        const result = await decide(signIn, token, successor);
        await tx.manager.query('UPDATE refresh_tokens SET used_at = $2 WHERE hash = $1', [
          tokenHash,
          token.usedAt,
        ]);
        return result;
      });
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
    const which = `s.account_id = :accountId AND ${butOne}`;
    return this.endWhere(which, { ...whole({ accountId }), exceptId }, because, now);
  }

  /** Ends those made in one session at a provider, or all of the person's there. */
  endOfProviderSession(
    providerId: string,
    of: { subject: string | null; session: string | null },
    now: Date,
  ): Promise<void> {
    const [which, value] = of.session === null ? ['subject', of.subject] : ['session', of.session];
    return this.endWhere(
      `s.provider_id = :providerId AND s.provider_${which} = :value`,
      whole({ providerId, value }),
      'ended-by-provider',
      now,
    );
  }

  /** Ends those made at a group's provider, wherever its people are. */
  endOfProvider(providerId: string, now: Date, exceptId: string | null): Promise<void> {
    const which = `s.provider_id = :providerId AND ${butOne}`;
    return this.endWhere(which, { ...whole({ providerId }), exceptId }, 'single-sign-on-changed', now);
  }

  /** Ends those of one library's people there: the library belongs to the group no more. */
  endOfProviderAt(providerId: string, institutionId: string, now: Date): Promise<void> {
    return this.endWhere(
      `s.provider_id = :providerId
        AND s.account_id IN (SELECT a.id FROM accounts a WHERE a.institution_id = :institutionId)`,
      whole({ providerId, institutionId }),
      'single-sign-on-changed',
      now,
    );
  }

  /** Ends those of a library's people that were made at a provider, or those that were not. */
  endOfLibrary(
    institutionId: string,
    made: 'at-provider' | 'elsewhere',
    now: Date,
    exceptId: string | null,
  ): Promise<void> {
    const people =
      made === 'at-provider'
        ? 's.provider_id IS NOT NULL AND s.account_id IN (SELECT a.id FROM accounts a WHERE a.institution_id = :institutionId)'
        : `s.provider_id IS NULL AND s.account_id IN (SELECT a.id FROM accounts a
             WHERE a.institution_id = :institutionId AND a.group_roles = '[]')`;
    const values = { ...whole({ institutionId }), exceptId };
    return this.endWhere(`${people} AND ${butOne}`, values, 'single-sign-on-changed', now);
  }

  /** Ends those of the account in which no second factor was proven, but `exceptId`. */
  endWithoutSecondFactor(accountId: string, now: Date, exceptId: string | null = null): Promise<void> {
    const which = `s.account_id = :accountId AND s.second_factor_at IS NULL AND ${butOne}`;
    return this.endWhere(which, { ...whole({ accountId }), exceptId }, 'second-factor-required', now);
  }

  private endWhere(which: string, values: object, because: EndOfSignIn, now: Date): Promise<void> {
    return this.transactions.run(async (tx) => {
      const open = await tx.manager
        .createQueryBuilder(SignIn, 's')
        .where(`s.ended_at IS NULL AND ${which}`, values)
        .orderBy('s.id')
        .setLock('pessimistic_write')
        .getMany();
      for (const signIn of open) {
        signIn.end(because, now);
        await tx.manager.save(signIn);
        await tx.publish(signIn);
      }
    });
  }

  /** Those that somebody may still go on with, the last used first. */
  openOf(accountId: string, now: Date, limit: number): Promise<SignInRow[]> {
    return this.transactions.run((tx) =>
      tx.manager.query<SignInRow[]>(
        `SELECT s.id, s.device, s.started_at AS "startedAt", coalesce(s.last_used_at, s.started_at) AS "lastUsedAt"
         FROM sign_ins s
         WHERE s.account_id = $1 AND s.ended_at IS NULL AND EXISTS
           (SELECT FROM refresh_tokens t WHERE t.sign_in_id = s.id AND t.expires_at > $2 AND t.used_at IS NULL)
         ORDER BY coalesce(s.last_used_at, s.started_at) DESC, s.id DESC LIMIT $3`,
        [accountId, now, limit],
      ),
    );
  }

  /** The sign-in that this token can still be exchanged in, when it is one of this account. */
  async openOfAccount(tokenHash: string, accountId: string, now: Date): Promise<string | undefined> {
    const [row] = await this.transactions.run((tx) =>
      tx.manager.query<{ id: string }[]>(
        `SELECT s.id FROM refresh_tokens t JOIN sign_ins s ON s.id = t.sign_in_id
         WHERE t.hash = $1 AND t.used_at IS NULL AND t.expires_at > $3 AND s.ended_at IS NULL AND s.account_id = $2`,
        [tokenHash, accountId, now],
      ),
    );
    return row?.id;
  }

  /** Those of these that have ended. */
  async endedAmong(ids: readonly string[]): Promise<string[]> {
    const rows = await this.transactions.run((tx) =>
      tx.manager.query<{ id: string }[]>(
        'SELECT id FROM sign_ins WHERE id = ANY ($1::uuid[]) AND ended_at IS NOT NULL',
        [ids],
      ),
    );
    return rows.map(({ id }) => id);
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
