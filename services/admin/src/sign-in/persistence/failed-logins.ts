import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '@carrel/messaging';
import { failureWindowMs, mayTry } from '../domain/attempts.js';

/** Failed logins by the hash of the address, whether or not an account has it; shared by all replicas. */
@Injectable()
export class FailedLogins {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Counts a try as failed before the password is looked at, so that tries at the same time cannot all pass;
   * `succeeded` takes it back. @throws TooManyFailedLogins
   */
  async count(email: string, now: Date): Promise<{ succeeded: () => Promise<void> }> {
    const who = createHash('sha256').update(email.toLowerCase()).digest('base64url');
    const id = newId();
    await this.transactions.run(async (tx) => {
      await tx.manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [who]);
      const recent = await tx.manager.query<{ at: Date }[]>(
        'SELECT at FROM failed_logins WHERE who = $1 AND at > $2',
        [who, new Date(now.getTime() - failureWindowMs)],
      );
      mayTry(
        recent.map((row) => row.at),
        now,
      );
      await tx.manager.query('INSERT INTO failed_logins (id, who, at) VALUES ($1, $2, $3)', [id, who, now]);
    });
    return { succeeded: () => this.forget('id = $1', id) };
  }

  forgetOld(now: Date): Promise<void> {
    return this.forget('at < $1', new Date(now.getTime() - failureWindowMs));
  }

  private forget(which: 'id = $1' | 'at < $1', value: unknown): Promise<void> {
    return this.transactions.run(async (tx) => {
      await tx.manager.query(`DELETE FROM failed_logins WHERE ${which}`, [value]);
    });
  }
}
