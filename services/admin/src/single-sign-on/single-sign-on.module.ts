import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { CredentialModule } from '../credential/credential.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { SharedModule } from '../shared/shared.module.js';
import { SingleSignOnController } from './http/single-sign-on.controller.js';
import { Attempts } from './persistence/attempts.js';
import { ProviderIdentities } from './persistence/provider-identities.js';
import { SingleSignOns } from './persistence/single-sign-ons.repository.js';
import { ProvidedAccounts } from './provided-accounts.js';
import { Providers } from './provider.js';
import { SingleSignOnService } from './single-sign-on.service.js';

/** Providers at which people sign in, and the accounts they provide. */
@Module({
  imports: [AccountModule, CredentialModule, RegistryModule, SharedModule],
  controllers: [SingleSignOnController],
  providers: [Attempts, ProvidedAccounts, ProviderIdentities, Providers, SingleSignOnService, SingleSignOns],
  exports: [Attempts, ProvidedAccounts, Providers, SingleSignOns],
})
export class SingleSignOnModule {}
