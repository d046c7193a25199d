import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { MembershipModule } from '../membership/membership.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { ServiceAccountModule } from '../service-account/service-account.module.js';
import { GroupsService } from './groups.service.js';
import { GroupsController } from './http/groups.controller.js';

/** Founding, changing and dissolving groups. */
@Module({
  imports: [AccountModule, MembershipModule, RegistryModule, ServiceAccountModule],
  controllers: [GroupsController],
  providers: [GroupsService],
  exports: [GroupsService],
})
export class GroupModule {}
