import { Module } from '@nestjs/common';
import { CredentialModule } from '../credential/credential.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { ServiceAccountModule } from '../service-account/service-account.module.js';
import { AccountsService } from './accounts.service.js';
import { AccountsController } from './http/accounts.controller.js';
import { LastAdministratorGuard } from './last-administrator.js';
import { RoleRemoval } from './role-removal.js';

/** What is done to accounts, and what ends with a role. */
@Module({
  imports: [CredentialModule, RegistryModule, ServiceAccountModule],
  controllers: [AccountsController],
  providers: [AccountsService, LastAdministratorGuard, RoleRemoval],
  exports: [AccountsService, LastAdministratorGuard, RoleRemoval],
})
export class AccountModule {}
