import { Injectable } from '@nestjs/common';
import { Transactions } from '@carrel/messaging';

/** Who somebody is at a provider, for one library: another library's provider never speaks for the same account. */
export interface ProviderIdentity {
  readonly institutionId: string;
  readonly issuer: string;
  readonly subject: string;
}

@Injectable()
export class ProviderIdentities {
  constructor(private readonly transactions: Transactions) {}

  async accountOf({ institutionId, issuer, subject }: ProviderIdentity): Promise<string | undefined> {
    const [row] = await this.transactions.run((tx) =>
      tx.manager.query<{ id: string }[]>(
        `SELECT account_id AS id FROM provider_identities WHERE institution_id = $1 AND issuer = $2 AND subject = $3`,
        [institutionId, issuer, subject],
      ),
    );
    return row?.id;
  }

  link({ institutionId, issuer, subject }: ProviderIdentity, accountId: string, now: Date): Promise<void> {
    return this.transactions.run(async (tx) => {
      await tx.manager.query(
        `INSERT INTO provider_identities (institution_id, issuer, subject, account_id, linked_at, last_used_at)
         VALUES ($1, $2, $3, $4, $5, $5)`,
        [institutionId, issuer, subject, accountId, now],
      );
    });
  }

  used({ institutionId, issuer, subject }: ProviderIdentity, now: Date): Promise<void> {
    return this.transactions.run(async (tx) => {
      await tx.manager.query(
        `UPDATE provider_identities SET last_used_at = $4
         WHERE institution_id = $1 AND issuer = $2 AND subject = $3`,
        [institutionId, issuer, subject, now],
      );
    });
  }

  /** Whether an active administrator of the library has signed in at this issuer. */
  async knowsAdministrator(institutionId: string, issuer: string): Promise<boolean> {
    const rows = await this.transactions.run((tx) =>
      tx.manager.query<unknown[]>(
        `SELECT FROM provider_identities p JOIN accounts a ON a.id = p.account_id
         WHERE p.institution_id = $1 AND p.issuer = $2 AND a.institution_id = $1
           AND a.active AND 'institution-admin' = ANY (a.roles) LIMIT 1`,
        [institutionId, issuer],
      ),
    );
    return rows.length > 0;
  }
}
