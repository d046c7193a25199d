import { messagingMigrations } from '@carrel/messaging';
import { importTables, rebuildTables, webMigrations } from '@carrel/web';
import type { DataSourceOptions } from 'typeorm';
import { accountSchema, groupSchema, institutionSchema } from '../registry/persistence/registry.schema.js';
import { signingKeySchema } from '../keys/persistence/signing-keys.repository.js';
import { membershipSchema } from '../membership/persistence/membership.schema.js';
import { serviceAccountSchema } from '../service-account/persistence/service-account.schema.js';
import { policyPageSchema } from '../policy/persistence/policy-page.schema.js';
import { settingSchema } from '../setting/persistence/setting.schema.js';
import {
  credentialSchema,
  signInSchema,
  secondFactorSchema,
} from '../credential/persistence/credential.schema.js';
import { singleSignOnSchema } from '../single-sign-on/persistence/single-sign-on.schema.js';
import { Directory1700000001000 } from './migrations/1700000001000-directory.js';
import { EndsOfRoles1700000016000 } from './migrations/1700000016000-ends-of-roles.js';
import { OneLibraryPerQuestionAddress1700000014000 } from './migrations/1700000014000-one-library-per-question-address.js';
import { GroupsOfLibraries1700000002000 } from './migrations/1700000002000-groups-of-libraries.js';
import { MailDomains1700000005000 } from './migrations/1700000005000-mail-domains.js';
import { AccountSettings1700000003000 } from './migrations/1700000003000-account-settings.js';
import { PolicyPageSearch1700000012000 } from './migrations/1700000012000-policy-page-search.js';
import { Successor1700000006000 } from './migrations/1700000006000-successor.js';
import { PolicyPages1700000003100 } from './migrations/1700000003100-policy-pages.js';
import { SignIn1700000001100 } from './migrations/1700000001100-sign-in.js';
import { SignInEnds1700000013000 } from './migrations/1700000013000-sign-in-ends.js';
import { SecondFactor1700000022000 } from './migrations/1700000022000-second-factor.js';
import { SingleSignOn1700000021000 } from './migrations/1700000021000-single-sign-on.js';
import { ServiceAccounts1700000004000 } from './migrations/1700000004000-service-accounts.js';

export const dataSourceOptions = (url: string): DataSourceOptions => ({
  type: 'postgres',
  url,
  entities: [
    groupSchema,
    institutionSchema,
    membershipSchema,
    accountSchema,
    serviceAccountSchema,
    policyPageSchema,
    settingSchema,
    signInSchema,
    singleSignOnSchema,
    secondFactorSchema,
    credentialSchema,
    signingKeySchema,
  ],
  migrations: [
    ...messagingMigrations,
    ...webMigrations,
    Directory1700000001000,
    SignIn1700000001100,
    GroupsOfLibraries1700000002000,
    AccountSettings1700000003000,
    PolicyPages1700000003100,
    MailDomains1700000005000,
    ServiceAccounts1700000004000,
    Successor1700000006000,
    PolicyPageSearch1700000012000,
    SignInEnds1700000013000,
    OneLibraryPerQuestionAddress1700000014000,
    EndsOfRoles1700000016000,
    SingleSignOn1700000021000,
    SecondFactor1700000022000,
    importTables('1700000032000'),
    rebuildTables('1700000039000'),
  ],
  synchronize: false,
});
