import type { Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { Suppressions } from '../../delivery/persistence/suppressions.repository.js';

/** Soft bounces within a number of days after which an address is suppressed (promise 16). */
const most = 3;
const days = 30;

/** Counts what did not arrive this time by a fault of the mailbox; addresses stand as keyed hashes only. */
@Injectable()
export class SoftBounces {
  constructor(private readonly suppressions: Suppressions) {}

  /** Counts one more. @returns whether to suppress the address */
  async count({ manager }: Transaction, address: string, now: Date): Promise<boolean> {
    const [row] = await manager.query<{ count: number }[]>(
      `INSERT INTO soft_bounces AS b (address_hash, count, last_at) VALUES ($1, 1, $2)
       ON CONFLICT (address_hash) DO UPDATE SET last_at = excluded.last_at,
         count = CASE WHEN b.last_at < $2::timestamptz - make_interval(days => ${days}) THEN 1 ELSE b.count + 1 END
       RETURNING count`,
      [this.suppressions.hash(address), now],
    );
    return row!.count >= most;
  }
}
