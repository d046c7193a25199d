import { Module } from '@nestjs/common';
import { Clock } from '@carrel/kernel';
import { MessagingModule } from '@carrel/messaging';
import {
  ACCESS_TOKEN_KEYS,
  ACCOUNT_STANDING,
  ALLOWED_ORIGINS,
  ENDED_SIGN_INS,
  SERVICE_ACCOUNT_STANDING,
  WebModule,
} from '@carrel/web';
import { LastAdministratorGuard } from './account/last-administrator.js';
import { AccountChanges } from './registry/persistence/account-changes.js';
import { RoleRemoval } from './account/role-removal.js';
import { AccountsService } from './account/accounts.service.js';
import { AccountsController } from './account/http/accounts.controller.js';
import { MeController } from './me/http/me.controller.js';
import { AccountQueries } from './registry/persistence/accounts.queries.js';
import { Accounts } from './registry/persistence/accounts.repository.js';
import { ADMIN_CONFIG, adminConfig, type AdminConfig } from './shared/config.js';
import { Demonstration } from './demonstration/demonstration.js';
import { DirectoryAnswers } from './directory/answers.service.js';
import { AnswersController } from './directory/events/answers.js';
import { DirectoryController } from './directory/http/directory.controller.js';
import { Republication } from './directory/republication.js';
import { GroupsService } from './group/groups.service.js';
import { GroupsController } from './group/http/groups.controller.js';
import { GroupQueries } from './registry/persistence/groups.queries.js';
import { Groups } from './registry/persistence/groups.repository.js';
import { InstitutionsController } from './institution/http/institutions.controller.js';
import { InstitutionsService } from './institution/institutions.service.js';
import { InstitutionQueries } from './registry/persistence/institutions.queries.js';
import { Institutions } from './registry/persistence/institutions.repository.js';
import { MailDomainsController } from './mail-domain/http/mail-domains.controller.js';
import { MailDomainsService, TXT_RECORDS, txtRecordsFrom } from './mail-domain/mail-domains.service.js';
import { MailDomains } from './mail-domain/persistence/mail-domains.repository.js';
import { KeysController } from './keys/http/keys.controller.js';
import { KeyTable } from './keys/persistence/signing-keys.repository.js';
import { SigningKeys } from './keys/signing-keys.js';
import { MembershipsController } from './membership/http/memberships.controller.js';
import { MembershipsService } from './membership/memberships.service.js';
import { MembershipQueries } from './membership/persistence/memberships.queries.js';
import { Memberships } from './membership/persistence/memberships.repository.js';
import { FirstOperator } from './operator/first-operator.js';
import { policy } from './policy/policy.parts.js';
import { ServiceAccountsController } from './service-account/http/service-accounts.controller.js';
import { TokenController } from './service-account/http/token.controller.js';
import { ServiceAccounts } from './service-account/persistence/service-accounts.repository.js';
import { ServiceAccountsService } from './service-account/service-accounts.service.js';
import { ServiceTokens } from './service-account/service-tokens.js';
import { MyScriptsController } from './setting/http/my-scripts.controller.js';
import { GroupScriptsController, InstitutionScriptsController } from './setting/http/scripts.controllers.js';
import {
  GroupSettingsController,
  InstitutionSettingsController,
} from './setting/http/settings.controllers.js';
import { MySettingsController } from './setting/http/my-settings.controller.js';
import { SettingQueries } from './setting/persistence/settings.queries.js';
import { Settings } from './setting/persistence/settings.repository.js';
import { ScriptsService } from './setting/scripts.service.js';
import { ViewportCheck } from './setting/viewport-check.js';
import { SettingsService } from './setting/settings.service.js';
import { secondFactor } from './second-factor/second-factor.parts.js';
import { singleSignOn } from './single-sign-on/single-sign-on.parts.js';
import { AccessTokens } from './credential/access-tokens.js';
import { AuthController } from './sign-in/http/auth.controller.js';
import { MySignInsController } from './sign-in/http/my-sign-ins.controller.js';
import { PasswordPageController } from './sign-in/http/password-page.controller.js';
import { PasswordPages } from './sign-in/http/password-page.js';
import { InvitationsService } from './sign-in/invitations.service.js';
import { Passwords } from './credential/passwords.js';
import { Credentials } from './credential/persistence/credentials.repository.js';
import { FailedLogins } from './credential/persistence/failed-logins.js';
import { SignIns } from './credential/persistence/sign-ins.repository.js';
import { DeviceTokens } from './credential/device-tokens.js';
import { RefreshSecrets } from './credential/refresh-secrets.js';
import { SignInStarter } from './sign-in/sign-in-starter.js';
import { SignInService } from './sign-in/sign-in.service.js';

@Module({
  imports: [
    MessagingModule.forRoot({ service: 'admin' }),
    WebModule.forRoot({ service: 'admin', patronTokens: false }),
  ],
  controllers: [
    AccountsController,
    AnswersController,
    AuthController,
    MySignInsController,
    PasswordPageController,
    DirectoryController,
    GroupsController,
    GroupScriptsController,
    GroupSettingsController,
    InstitutionsController,
    InstitutionScriptsController,
    InstitutionSettingsController,
    KeysController,
    MailDomainsController,
    MeController,
    MyScriptsController,
    MySettingsController,
    MembershipsController,
    ServiceAccountsController,
    TokenController,
    ...policy.controllers,
    ...secondFactor.controllers,
    ...singleSignOn.controllers,
  ],
  providers: [
    Clock,
    { provide: ADMIN_CONFIG, useFactory: () => adminConfig() },
    AccessTokens,
    AccountQueries,
    Accounts,
    AccountsService,
    AccountChanges,
    RoleRemoval,
    LastAdministratorGuard,
    Credentials,
    Demonstration,
    DirectoryAnswers,
    FailedLogins,
    FirstOperator,
    GroupQueries,
    Groups,
    GroupsService,
    InstitutionQueries,
    Institutions,
    InstitutionsService,
    InvitationsService,
    KeyTable,
    MailDomains,
    MailDomainsService,
    {
      provide: TXT_RECORDS,
      useFactory: ({ dnsServers }: AdminConfig) => txtRecordsFrom(dnsServers),
      inject: [ADMIN_CONFIG],
    },
    MembershipQueries,
    Memberships,
    MembershipsService,
    PasswordPages,
    Passwords,
    DeviceTokens,
    RefreshSecrets,
    Republication,
    ServiceAccounts,
    ServiceAccountsService,
    ServiceTokens,
    ScriptsService,
    SettingQueries,
    Settings,
    SettingsService,
    ViewportCheck,
    SigningKeys,
    SignIns,
    SignInService,
    SignInStarter,
    ...policy.providers,
    ...secondFactor.providers,
    ...singleSignOn.providers,
    {
      provide: ACCESS_TOKEN_KEYS,
      useFactory: (keys: SigningKeys) => ({ find: (kid: string) => keys.find(kid) }),
      inject: [SigningKeys],
    },
    {
      provide: ACCOUNT_STANDING,
      useFactory: (accounts: AccountQueries) => (id: string) => accounts.standing(id),
      inject: [AccountQueries],
    },
    {
      provide: ENDED_SIGN_INS,
      useFactory: (signIns: SignIns) => (ids: readonly string[]) => signIns.endedAmong(ids),
      inject: [SignIns],
    },
    {
      provide: SERVICE_ACCOUNT_STANDING,
      useFactory: (accounts: ServiceAccounts) => (id: string) => accounts.find(id),
      inject: [ServiceAccounts],
    },
    {
      provide: ALLOWED_ORIGINS,
      useFactory: (settings: SettingQueries) => (origin: string) => settings.hasWebOrigin(origin),
      inject: [SettingQueries],
    },
  ],
})
export class AdminModule {}
