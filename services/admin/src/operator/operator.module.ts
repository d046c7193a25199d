import { Module } from '@nestjs/common';
import { CredentialModule } from '../credential/credential.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { FirstOperator } from './first-operator.js';

/** What operators do to a running service. */
@Module({
  imports: [CredentialModule, RegistryModule, SignInModule],
  providers: [FirstOperator],
  exports: [FirstOperator],
})
export class OperatorModule {}
