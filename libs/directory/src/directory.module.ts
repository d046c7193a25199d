import { Global, Module } from '@nestjs/common';
import {
  ACCOUNT_STANDING,
  ALLOWED_ORIGINS,
  ENDED_SIGN_INS,
  SERVICE_ACCOUNT_STANDING,
  type AccountStanding,
  type AllowedOrigins,
  type EndedSignIns,
  type ServiceAccountStanding,
} from '@carrel/web';
import { NamesBesideIds } from './adds-names.js';
import { Directory } from './directory.js';
import { EndedSignInsTable } from './ended-sign-ins.js';
import { Names } from './names.js';
import { DirectoryReactions } from './reactions.js';
import { Scopes } from './scopes.js';

/** The directory's data for the HTTP layer: the present state of accounts, and allowed origins of browsers. */
const forTheEdge = [
  {
    provide: ACCOUNT_STANDING,
    inject: [Directory],
    useFactory:
      (directory: Directory): AccountStanding =>
      (id) =>
        directory.account(id),
  },
  {
    provide: SERVICE_ACCOUNT_STANDING,
    inject: [Directory],
    useFactory:
      (directory: Directory): ServiceAccountStanding =>
      (id) =>
        directory.serviceAccount(id),
  },
  {
    provide: ENDED_SIGN_INS,
    inject: [EndedSignInsTable],
    useFactory:
      (table: EndedSignInsTable): EndedSignIns =>
      (ids) =>
        table.among(ids),
  },
  {
    provide: ALLOWED_ORIGINS,
    inject: [Directory],
    useFactory:
      (directory: Directory): AllowedOrigins =>
      (origin) =>
        directory.hasWebOrigin(origin),
  },
];

/** Gives a service its own copy of the directory: needs MessagingModule and the default DataSource. */
@Global()
@Module({
  controllers: [DirectoryReactions],
  providers: [Directory, EndedSignInsTable, Names, NamesBesideIds, Scopes, ...forTheEdge],
  exports: [Directory, Names, NamesBesideIds, Scopes],
})
export class DirectoryModule {}
