import { Injectable } from '@nestjs/common';
import { Clock } from '@carrel/kernel';
import { newId, Transactions } from '@carrel/messaging';
import { Account } from '../registry/domain/account.js';
import { AccountQueries } from '../registry/persistence/accounts.queries.js';
import { Accounts } from '../registry/persistence/accounts.repository.js';
import { InvitationsService } from '../sign-in/invitations.service.js';
import { Credentials } from '../credential/persistence/credentials.repository.js';

/** Makes the platform's first account, once (B35). */
@Injectable()
export class FirstOperator {
  constructor(
    private readonly accounts: Accounts,
    private readonly queries: AccountQueries,
    private readonly credentials: Credentials,
    private readonly invitations: InvitationsService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async make(id: string, person: { email: string; name: string }): Promise<void> {
    const number = await this.accounts.nextNumber();
    await this.accounts.add(Account.operator(id, number, person, this.clock.now()));
  }

  /**
   * A one-time token for the operator to choose a password with. A lost one is replaced as long as no
   * password was chosen; undefined once one was.
   */
  invite(email: string): Promise<{ token: string; expiresAt: Date } | undefined> {
    return this.transactions.run(async (tx) => {
      await tx.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('carrel operator', 0))`);
      const existing = await this.queries.operatorId();
      const id = existing ?? newId();
      if (!existing) await this.make(id, { email, name: 'Operator' });
      const credential = await this.credentials.of(id);
      return credential?.passwordHash ? undefined : this.invitations.issue(id);
    });
  }
}
