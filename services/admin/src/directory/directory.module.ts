import { Module } from '@nestjs/common';
import { MailDomainModule } from '../mail-domain/mail-domain.module.js';
import { MembershipModule } from '../membership/membership.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { ServiceAccountModule } from '../service-account/service-account.module.js';
import { SettingModule } from '../setting/setting.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { DirectoryAnswers } from './answers.service.js';
import { AnswersController } from './events/answers.js';
import { DirectoryController } from './http/directory.controller.js';
import { Republication } from './republication.js';

/** Answers other services about the directory, and republishes it. */
@Module({
  imports: [
    MailDomainModule,
    MembershipModule,
    RegistryModule,
    ServiceAccountModule,
    SettingModule,
    SignInModule,
  ],
  controllers: [AnswersController, DirectoryController],
  providers: [DirectoryAnswers, Republication],
})
export class DirectoryModule {}
