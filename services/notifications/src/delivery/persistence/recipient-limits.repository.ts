import { createHmac } from 'node:crypto';
import type { Transaction } from '@carrel/messaging';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MAIL_CONFIG, type MailConfig } from '../../mail/config.js';
import { oneReader } from '../../mail/domain/address.js';

/** What anybody can cause to be mailed to an address he or she only claims to have. */
export type LimitedKind = 'confirmation' | 'transcript';

/** Mails to one recipient in 24 hours (guarantee 20); a transcript needs a librarian who writes, so there may be more. */
const atMost: Readonly<Record<LimitedKind, number>> = { confirmation: 3, transcript: 10 };
const dayMs = 86_400_000;

/** Counts them for all replicas, by keyed hashes of the addresses. */
@Injectable()
export class RecipientLimits {
  constructor(
    private readonly db: DataSource,
    @Inject(MAIL_CONFIG) private readonly config: Pick<MailConfig, 'secrets'>,
  ) {}

  /** Whether one more may go; it is counted when it may. */
  async take({ manager }: Transaction, address: string, kind: LimitedKind, now: Date): Promise<boolean> {
    const hashes = this.config.secrets.map((secret) =>
      createHmac('sha256', secret)
        .update(`limit ${oneReader(address)}`)
        .digest('hex'),
    );
    const [hash] = hashes;
    await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 20))', [`${kind} ${hash}`]);
    const [row] = await manager.query<{ n: number }[]>(
      'SELECT count(*)::int AS n FROM recipient_limits WHERE address_hash = ANY($1) AND kind = $2 AND at > $3',
      [hashes, kind, new Date(now.getTime() - dayMs)],
    );
    if (row!.n >= atMost[kind]) return false;
    await manager.query('INSERT INTO recipient_limits VALUES ($1, $2, $3)', [hash, kind, now]);
    return true;
  }

  async forget(now: Date): Promise<void> {
    await this.db.query('DELETE FROM recipient_limits WHERE at < $1', [new Date(now.getTime() - dayMs)]);
  }
}
