import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { GroupModule } from '../group/group.module.js';
import { InstitutionModule } from '../institution/institution.module.js';
import { MeController } from './http/me.controller.js';

/** What the person who is signed in sees of himself or herself. */
@Module({
  imports: [AccountModule, GroupModule, InstitutionModule],
  controllers: [MeController],
})
export class MeModule {}
