import { Module } from '@nestjs/common';
import { CredentialModule } from '../credential/credential.module.js';
import { MembershipModule } from '../membership/membership.module.js';
import { OperatorModule } from '../operator/operator.module.js';
import { PolicyModule } from '../policy/policy.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { SettingModule } from '../setting/setting.module.js';
import { SharedModule } from '../shared/shared.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { Demonstration } from './demonstration.js';

/** The demonstration that an empty database is filled with. */
@Module({
  imports: [
    CredentialModule,
    MembershipModule,
    OperatorModule,
    PolicyModule,
    RegistryModule,
    SettingModule,
    SharedModule,
    SignInModule,
  ],
  providers: [Demonstration],
})
export class DemonstrationModule {}
