import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { ServiceAccountModule } from '../service-account/service-account.module.js';
import { SettingModule } from '../setting/setting.module.js';
import { InstitutionsController } from './http/institutions.controller.js';
import { InstitutionsService } from './institutions.service.js';

/** Libraries and their profiles, until they are closed. */
@Module({
  imports: [AccountModule, RegistryModule, ServiceAccountModule, SettingModule],
  controllers: [InstitutionsController],
  providers: [InstitutionsService],
  exports: [InstitutionsService],
})
export class InstitutionModule {}
