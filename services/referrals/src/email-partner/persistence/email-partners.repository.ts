import { NotFound, Refusal } from '@carrel/kernel';
import { newId, Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Somebody outside whom one librarian writes to (A22). */
export interface EmailPartner {
  id: string;
  name: string;
  address: string;
  note: string | null;
}
const AT_MOST = 500;
const columns = 'id, name, address, note';

class TooManyPartners extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'too-many-partners';
  constructor(most: number) {
    super(`A list of e-mail partners holds at most ${most}.`, { most });
  }
}

/** Each librarian's own list of addresses (R101); nobody else sees it. */
@Injectable()
export class EmailPartners {
  constructor(
    private readonly db: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** By name; at most 500 there are. */
  of(accountId: string): Promise<EmailPartner[]> {
    return this.db.query(`SELECT ${columns} FROM email_partners WHERE account_id = $1 ORDER BY name, id`, [
      accountId,
    ]);
  }

  async get(accountId: string, id: string): Promise<EmailPartner> {
    const [row] = await this.db.query<EmailPartner[]>(
      `SELECT ${columns} FROM email_partners WHERE account_id = $1 AND id = $2`,
      [accountId, id],
    );
    if (!row) throw new NotFound('e-mail partner');
    return row;
  }

  /** One entry for each address: the same address again renames it. */
  async add(accountId: string, { name, address, note }: Omit<EmailPartner, 'id'>): Promise<EmailPartner> {
    const [row] = await this.transactions.run(async ({ manager }) => {
      // One after another, so that several at once do not each find the last place free.
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `partners of ${accountId}`,
      ]);
      return manager.query<EmailPartner[]>(
        `INSERT INTO email_partners (id, account_id, name, address, note) SELECT $1, $2, $3, $4, $5
       WHERE (SELECT count(*) FROM email_partners WHERE account_id = $2 AND address <> $4) < $6
       ON CONFLICT (account_id, address) DO UPDATE SET name = EXCLUDED.name, note = EXCLUDED.note
       RETURNING ${columns}`,
        [newId(), accountId, name, address, note, AT_MOST],
      );
    });
    if (!row) throw new TooManyPartners(AT_MOST);
    return row;
  }

  async remove(accountId: string, id: string): Promise<void> {
    await this.get(accountId, id);
    await this.db.query('DELETE FROM email_partners WHERE account_id = $1 AND id = $2', [accountId, id]);
  }
}
