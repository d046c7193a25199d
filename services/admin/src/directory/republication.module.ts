import { Module } from '@nestjs/common';
import { MembershipModule } from '../membership/membership.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { ServiceAccountModule } from '../service-account/service-account.module.js';
import { SettingModule } from '../setting/setting.module.js';
import { Republication } from './republication.js';

/** What makes the other services' copies of the directory anew. */
@Module({
  imports: [MembershipModule, RegistryModule, ServiceAccountModule, SettingModule],
  providers: [Republication],
  exports: [Republication],
})
export class RepublicationModule {}
