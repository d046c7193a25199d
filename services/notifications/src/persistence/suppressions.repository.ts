import { createHmac } from 'node:crypto';
import type { Transaction } from '@carrel/messaging';
import { Inject, Injectable } from '@nestjs/common';
import { MAIL_CONFIG, type MailConfig } from '../config.js';
import { sameMailbox } from '../domain/address.js';

/** Addresses that are written to no more, as keyed hashes only (guarantee 25). */
@Injectable()
export class Suppressions {
  constructor(@Inject(MAIL_CONFIG) private readonly config: Pick<MailConfig, 'secret'>) {}

  async has({ manager }: Transaction, address: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>('SELECT 1 FROM suppressions WHERE address_hash = $1', [
      this.hash(address),
    ]);
    return rows.length > 0;
  }

  async add({ manager }: Transaction, address: string): Promise<void> {
    await manager.query('INSERT INTO suppressions (address_hash) VALUES ($1) ON CONFLICT DO NOTHING', [
      this.hash(address),
    ]);
  }

  private hash(address: string): string {
    return createHmac('sha256', this.config.secret)
      .update(`suppression ${sameMailbox(address)}`)
      .digest('hex');
  }
}
