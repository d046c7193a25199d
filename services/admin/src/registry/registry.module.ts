import { Module } from '@nestjs/common';
import { ACCOUNT_STANDING } from '@carrel/web';
import { AccountChanges } from './persistence/account-changes.js';
import { AccountQueries } from './persistence/accounts.queries.js';
import { Accounts } from './persistence/accounts.repository.js';
import { GroupQueries } from './persistence/groups.queries.js';
import { Groups } from './persistence/groups.repository.js';
import { InstitutionQueries } from './persistence/institutions.queries.js';
import { Institutions } from './persistence/institutions.repository.js';

/** Accounts, libraries and groups: their rules, and how they are kept. */
@Module({
  providers: [
    AccountChanges,
    AccountQueries,
    Accounts,
    GroupQueries,
    Groups,
    InstitutionQueries,
    Institutions,
    {
      provide: ACCOUNT_STANDING,
      useFactory: (accounts: AccountQueries) => (id: string) => accounts.standing(id),
      inject: [AccountQueries],
    },
  ],
  exports: [AccountChanges, AccountQueries, Accounts, GroupQueries, Groups, InstitutionQueries, Institutions],
})
export class RegistryModule {}
