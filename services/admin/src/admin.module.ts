import { MessagingModule } from '@carrel/messaging';
import { WebModule } from '@carrel/web';
import { Module } from '@nestjs/common';
import { AccountModule } from './account/account.module.js';
import { CredentialModule } from './credential/credential.module.js';
import { DemonstrationModule } from './demonstration/demonstration.module.js';
import { DirectoryModule } from './directory/directory.module.js';
import { GroupModule } from './group/group.module.js';
import { InstitutionModule } from './institution/institution.module.js';
import { KeysModule } from './keys/keys.module.js';
import { MailDomainModule } from './mail-domain/mail-domain.module.js';
import { MeModule } from './me/me.module.js';
import { MembershipModule } from './membership/membership.module.js';
import { MovingInModule } from './moving-in/moving-in.module.js';
import { OperatorModule } from './operator/operator.module.js';
import { PolicyModule } from './policy/policy.module.js';
import { RegistryModule } from './registry/registry.module.js';
import { SecondFactorModule } from './second-factor/second-factor.module.js';
import { ServiceAccountModule } from './service-account/service-account.module.js';
import { SettingModule } from './setting/setting.module.js';
import { SharedModule } from './shared/shared.module.js';
import { SignInModule } from './sign-in/sign-in.module.js';
import { SingleSignOnModule } from './single-sign-on/single-sign-on.module.js';

@Module({
  imports: [
    MessagingModule.forRoot({ service: 'admin' }),
    WebModule.forRoot({ service: 'admin', patronTokens: false }),
    AccountModule,
    CredentialModule,
    DemonstrationModule,
    DirectoryModule,
    GroupModule,
    InstitutionModule,
    KeysModule,
    MailDomainModule,
    MeModule,
    MembershipModule,
    MovingInModule,
    OperatorModule,
    PolicyModule,
    RegistryModule,
    SecondFactorModule,
    ServiceAccountModule,
    SettingModule,
    SharedModule,
    SignInModule,
    SingleSignOnModule,
  ],
})
export class AdminModule {}
