import { Module } from '@nestjs/common';
import { CredentialModule } from '../credential/credential.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { SharedModule } from '../shared/shared.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { AccountSecondFactorController } from './http/account-second-factor.controller.js';
import { FactorCallers } from './http/factor-callers.js';
import { SecondFactorController } from './http/second-factor.controller.js';
import { VerificationController } from './http/verification.controller.js';
import { SecondFactorService } from './second-factor.service.js';
import { VerificationService } from './verification.service.js';

/** Enrolling and asking for a second factor. */
@Module({
  imports: [CredentialModule, RegistryModule, SharedModule, SignInModule],
  controllers: [AccountSecondFactorController, SecondFactorController, VerificationController],
  providers: [FactorCallers, SecondFactorService, VerificationService],
})
export class SecondFactorModule {}
