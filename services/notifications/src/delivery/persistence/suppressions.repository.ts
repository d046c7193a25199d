import { createHmac } from 'node:crypto';
import type { Transaction } from '@carrel/messaging';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MAIL_CONFIG, type MailConfig } from '../../mail/config.js';
import { mailboxKey, mailboxSpellings } from '@carrel/kernel';

/** Addresses that are written to no more, as keyed hashes only (guarantee 25). */
@Injectable()
export class Suppressions {
  constructor(
    private readonly db: DataSource,
    @Inject(MAIL_CONFIG) private readonly config: Pick<MailConfig, 'secrets'>,
  ) {}

  async has({ manager }: Transaction, address: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>('SELECT 1 FROM suppressions WHERE address_hash = ANY($1)', [
      this.hashes(address),
    ]);
    return rows.length > 0;
  }

  async add({ manager }: Transaction, address: string): Promise<void> {
    await manager.query('INSERT INTO suppressions (address_hash) VALUES ($1) ON CONFLICT DO NOTHING', [
      this.hash(address),
    ]);
  }

  /** The address takes mail after all: a person says so, or a mail has come from it. Earlier bounces count no more. */
  async remove({ manager }: Transaction, address: string): Promise<void> {
    const hashes = [this.hashes(address)];
    await manager.query('DELETE FROM suppressions WHERE address_hash = ANY($1)', hashes);
    await manager.query('DELETE FROM soft_bounces WHERE address_hash = ANY($1)', hashes);
  }

  /** A try that began then has succeeded: what was suppressed before it is so no more. */
  async succeeded({ manager }: Transaction, address: string, begun: Date): Promise<void> {
    await manager.query('DELETE FROM suppressions WHERE address_hash = ANY($1) AND at < $2', [
      this.hashes(address),
      begun,
    ]);
  }

  /** Since when each of these is written to no more, by its spelling without capitals; others are left out. */
  async since(addresses: readonly string[]): Promise<Map<string, Date>> {
    const byHash = new Map(
      addresses.flatMap((address) =>
        this.hashes(address).map((hash) => [hash, mailboxKey(address)] as const),
      ),
    );
    const rows = await this.db.query<{ address_hash: string; at: Date }[]>(
      'SELECT address_hash, at FROM suppressions WHERE address_hash = ANY($1)',
      [[...byHash.keys()]],
    );
    return new Map(rows.map(({ address_hash, at }) => [byHash.get(address_hash)!, at]));
  }

  /** What stands for an address, in tables that must not hold it. */
  hash(address: string): string {
    return this.hashes(address)[0]!;
  }

  /**
   * By each secret there was, and each spelling: a hash cannot be made anew, so what an earlier secret wrote, or what
   * was kept of an international domain in another form, is found by that one alone. The present form comes first.
   */
  private hashes(address: string): string[] {
    return this.config.secrets.flatMap((secret) =>
      mailboxSpellings(address).map((spelling) =>
        createHmac('sha256', secret).update(`suppression ${spelling}`).digest('hex'),
      ),
    );
  }
}
