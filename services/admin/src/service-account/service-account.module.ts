import { Module } from '@nestjs/common';
import { SERVICE_ACCOUNT_STANDING } from '@carrel/web';
import { KeysModule } from '../keys/keys.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { ServiceAccountsController } from './http/service-accounts.controller.js';
import { TokenController } from './http/token.controller.js';
import { ServiceAccounts } from './persistence/service-accounts.repository.js';
import { ServiceAccountsService } from './service-accounts.service.js';
import { ServiceTokens } from './service-tokens.js';

/** Accounts of programs, and the tokens they get. */
@Module({
  imports: [KeysModule, RegistryModule],
  controllers: [ServiceAccountsController, TokenController],
  providers: [
    ServiceAccounts,
    ServiceAccountsService,
    ServiceTokens,
    {
      provide: SERVICE_ACCOUNT_STANDING,
      useFactory: (accounts: ServiceAccounts) => (id: string) => accounts.find(id),
      inject: [ServiceAccounts],
    },
  ],
  exports: [ServiceAccounts],
})
export class ServiceAccountModule {}
