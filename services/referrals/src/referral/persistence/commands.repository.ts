import { createHash } from 'node:crypto';
import { Refusal } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** A call that its caller may repeat: the account, the Idempotency-Key, and what was asked for. */
export interface Repeatable {
  accountId: string;
  key: string;
  what: object;
}

class KeyReused extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'idempotency-key-reused';
  constructor() {
    super('This Idempotency-Key was used for something else.');
  }
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const keyOf = ({ accountId, key }: Repeatable) => hash(`${accountId} ${key}`);
const fingerprintOf = ({ what }: Repeatable) => hash(JSON.stringify(what));

/** Which call made or ended which referral, kept across the step in another service (F21). */
@Injectable()
export class Commands {
  constructor(private readonly db: DataSource) {}

  /** The referral of an earlier call with this key. Throws when that call asked for something else. */
  async find(call: Repeatable | undefined): Promise<string | undefined> {
    if (!call) return undefined;
    const [row] = await this.db.query<{ referral_id: string; fingerprint: string }[]>(
      'SELECT referral_id, fingerprint FROM referral_commands WHERE key = $1',
      [keyOf(call)],
    );
    if (row && row.fingerprint !== fingerprintOf(call)) throw new KeyReused();
    return row?.referral_id;
  }

  /** Takes the key for this referral; false when an earlier call, or one at the same moment, has it. */
  async take(manager: EntityManager, call: Repeatable | undefined, referralId: string): Promise<boolean> {
    if (!call) return true;
    const taken = await manager.query<unknown[]>(
      `INSERT INTO referral_commands (key, fingerprint, referral_id) VALUES ($1, $2, $3)
       ON CONFLICT DO NOTHING RETURNING key`,
      [keyOf(call), fingerprintOf(call), referralId],
    );
    return taken.length > 0;
  }

  async forgetOlderThan(time: Date): Promise<void> {
    await this.db.query('DELETE FROM referral_commands WHERE at < $1', [time]);
  }
}
