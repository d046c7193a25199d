import { RebuildsModule } from '@carrel/web';
import { Module } from '@nestjs/common';
import { MailDomainModule } from '../mail-domain/mail-domain.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { SettingModule } from '../setting/setting.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { DirectoryAnswers } from './answers.service.js';
import { AnswersController } from './events/answers.js';
import { DirectoryController } from './http/directory.controller.js';
import { Republication } from './republication.js';
import { RepublicationModule } from './republication.module.js';

/** Answers other services about the directory, and republishes it. */
@Module({
  imports: [
    MailDomainModule,
    RebuildsModule.forRoot({ directory: Republication }, [RepublicationModule]),
    RegistryModule,
    SettingModule,
    SignInModule,
  ],
  controllers: [AnswersController, DirectoryController],
  providers: [DirectoryAnswers],
})
export class DirectoryModule {}
