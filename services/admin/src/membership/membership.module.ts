import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { MembershipsController } from './http/memberships.controller.js';
import { MembershipsService } from './memberships.service.js';
import { MembershipQueries } from './persistence/memberships.queries.js';
import { Memberships } from './persistence/memberships.repository.js';

/** Libraries that ask to join groups, are let in, and leave. */
@Module({
  imports: [AccountModule, RegistryModule],
  controllers: [MembershipsController],
  providers: [MembershipQueries, Memberships, MembershipsService],
  exports: [Memberships],
})
export class MembershipModule {}
