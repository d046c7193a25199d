import { mailboxSpellings } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { Transactions, type Transaction } from '@carrel/messaging';
import { In, QueryFailedError } from 'typeorm';
import { Aggregates, whole } from '../../persistence/aggregates.js';
import { Account } from '../domain/account.js';
import { EmailTaken } from '../domain/refusals.js';

@Injectable()
export class Accounts extends Aggregates<Account> {
  constructor(transactions: Transactions) {
    super(transactions, Account, 'account');
  }

  override add(account: Account): Promise<void> {
    return super.add(account).catch(emailTaken);
  }

  override change<T>(id: string, decide: (account: Account, tx: Transaction) => T | Promise<T>): Promise<T> {
    return super.change(id, decide).catch(emailTaken);
  }

  /** Who holds a role in the group. */
  withRolesIn(groupId: string): Promise<string[]> {
    return this.transactions.run(async (tx) => {
      const rows = await tx.manager.query<{ id: string }[]>(
        'SELECT id FROM accounts WHERE group_roles @> $1::jsonb ORDER BY id',
        [JSON.stringify([{ groupId }])],
      );
      return rows.map(({ id }) => id);
    });
  }

  byEmail(email: string): Promise<Account | null> {
    return this.transactions.run((tx) =>
      tx.manager.findOne(Account, { where: whole({ email: In(mailboxSpellings(email)) }) }),
    );
  }

  /** Never given out twice (R5). */
  nextNumber(): Promise<string> {
    return this.transactions.run(async (tx) => {
      const [row] = await tx.manager.query<{ number: string }[]>(
        `SELECT nextval('account_numbers') AS number`,
      );
      return row!.number;
    });
  }
}

function emailTaken(error: unknown): never {
  const driver =
    error instanceof QueryFailedError ? (error.driverError as { constraint?: string }) : undefined;
  throw driver?.constraint === 'accounts_email' ? new EmailTaken() : error;
}
