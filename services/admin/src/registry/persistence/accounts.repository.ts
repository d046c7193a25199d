import { mailboxSpellings } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { Transactions, type Transaction } from '@carrel/messaging';
import { In } from 'typeorm';
import { Aggregates, whole, violatedConstraint } from '../../shared/persistence/aggregates.js';
import { Account, noInstitution } from '../domain/account.js';
import { isMember } from './accounts.queries.js';
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
    return this.ids('SELECT id FROM accounts WHERE group_roles @> $1::jsonb ORDER BY id', [
      JSON.stringify([{ groupId }]),
    ]);
  }

  /** Who holds a role in the group and is of that library. */
  ofLibraryWithRolesIn(institutionId: string, groupId: string): Promise<string[]> {
    return this.ids(
      'SELECT id FROM accounts WHERE institution_id = $1 AND group_roles @> $2::jsonb ORDER BY id',
      [institutionId, JSON.stringify([{ groupId }])],
    );
  }

  /** Everybody of that library who holds a role in some group. */
  ofLibraryWithGroupRoles(institutionId: string): Promise<string[]> {
    return this.ids(
      `SELECT id FROM accounts WHERE institution_id = $1 AND group_roles <> '[]'::jsonb ORDER BY id`,
      [institutionId],
    );
  }

  /** Roles in groups that the account's library is no active member of. */
  leftOverRoles(): Promise<{ id: string; groupId: string }[]> {
    return this.transactions.run((tx) =>
      tx.manager.query<{ id: string; groupId: string }[]>(
        `SELECT DISTINCT a.id, held->>'groupId' AS "groupId"
         FROM accounts a, jsonb_array_elements(a.group_roles) held
         WHERE NOT ${isMember(`(held->>'groupId')::uuid`)} ORDER BY 1, 2`,
      ),
    );
  }

  idsOfLibrary(institutionId: string): Promise<string[]> {
    return this.ids('SELECT id FROM accounts WHERE institution_id = $1 ORDER BY id', [institutionId]);
  }

  /** Active administrators of the library but this account. */
  otherAdministratorsOf(institutionId: string, exceptId: string): Promise<string[]> {
    return this.ids(
      `SELECT id FROM accounts
       WHERE active AND institution_id = $1 AND 'institution-admin' = ANY (roles) AND id <> $2`,
      [institutionId, exceptId],
    );
  }

  /** Active administrators of the group, whose libraries are active members of it, but this account. */
  otherAdministratorsOfGroup(groupId: string, exceptId: string): Promise<string[]> {
    return this.ids(
      `SELECT a.id FROM accounts a
       WHERE a.active AND a.group_roles @> $1::jsonb AND a.id <> $2 AND ${isMember('$3::uuid')}`,
      [JSON.stringify([{ groupId, role: 'group-admin' }]), exceptId, groupId],
    );
  }

  async groupHasAdministrator(groupId: string): Promise<boolean> {
    return (await this.otherAdministratorsOfGroup(groupId, noInstitution)).length > 0;
  }

  /** Active operators but this account; one change at a time looks at them. */
  async otherOperators(exceptId: string): Promise<string[]> {
    await this.ids(`SELECT pg_advisory_xact_lock(hashtextextended('carrel operators', 0))::text AS id`, []);
    return this.ids('SELECT id FROM accounts WHERE active AND operator AND id <> $1', [exceptId]);
  }

  private ids(sql: string, values: readonly unknown[]): Promise<string[]> {
    return this.transactions.run(async (tx) =>
      (await tx.manager.query<{ id: string }[]>(sql, [...values])).map(({ id }) => id),
    );
  }

  byEmail(email: string): Promise<Account | null> {
    return this.transactions.run((tx) =>
      tx.manager.findOne(Account, { where: whole({ email: In(mailboxSpellings(email)) }) }),
    );
  }

  /** The id alone, which costs as much for an address that nobody has. */
  async idOfEmail(email: string): Promise<string | null> {
    return this.transactions.run(async (tx) => {
      const [row] = await tx.manager.query<{ id: string }[]>(
        `SELECT id FROM accounts WHERE email = ANY($1)`,
        [mailboxSpellings(email)],
      );
      return row?.id ?? null;
    });
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
  throw violatedConstraint(error) === 'accounts_email' ? new EmailTaken() : error;
}
