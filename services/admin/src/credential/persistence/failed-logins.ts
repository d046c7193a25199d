import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '@carrel/messaging';
import { failureWindowMs, mayTry, type AttemptsCount } from '../domain/attempts.js';

/** One try, counted as failed until it has succeeded. */
export interface CountedAttempt {
  succeeded(): Promise<void>;
  /** Whether this try was the last that its network may make for now. */
  readonly lastOfNetwork: boolean;
}

/** Failed logins by hashes of the address and where they came from, whether or not an account has it; for all replicas. */
@Injectable()
export class FailedLogins {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Counts a try as failed before the password is looked at, so that tries at the same time cannot all pass;
   * `succeeded` takes it back. @throws TooManyFailedLogins
   */
  async count(email: string, counts: readonly AttemptsCount[], now: Date): Promise<CountedAttempt> {
    const rows = counts.map((count) => ({ ...count, id: newId(), who: keyOf(email, count) }));
    let lastOfNetwork = false;
    await this.transactions.run(async (tx) => {
      for (const { id, who, most, by } of rows) {
        await tx.manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [who]);
        const recent = await tx.manager.query<{ at: Date }[]>(
          'SELECT at FROM failed_logins WHERE who = $1 AND at > $2',
          [who, new Date(now.getTime() - failureWindowMs)],
        );
        mayTry(
          recent.map((row) => row.at),
          most,
          now,
        );
        if (by === 'network' && recent.length === most - 1) lastOfNetwork = true;
        await tx.manager.query('INSERT INTO failed_logins (id, who, at) VALUES ($1, $2, $3)', [id, who, now]);
      }
    });
    const ids = rows.map(({ id }) => id);
    return { lastOfNetwork, succeeded: () => this.forget('id = ANY ($1::uuid[])', ids) };
  }

  forgetOld(now: Date): Promise<void> {
    return this.forget('at < $1', new Date(now.getTime() - failureWindowMs));
  }

  private forget(which: 'id = ANY ($1::uuid[])' | 'at < $1', value: unknown): Promise<void> {
    return this.transactions.run(async (tx) => {
      await tx.manager.query(`DELETE FROM failed_logins WHERE ${which}`, [value]);
    });
  }
}

const keyOf = (email: string, { by, which }: AttemptsCount): string =>
  createHash('sha256').update(`${email.toLowerCase()}\n${by}\n${which}`).digest('base64url');
