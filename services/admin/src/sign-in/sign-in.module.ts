import { Module } from '@nestjs/common';
import { CredentialModule } from '../credential/credential.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { SettingModule } from '../setting/setting.module.js';
import { SharedModule } from '../shared/shared.module.js';
import { SingleSignOnModule } from '../single-sign-on/single-sign-on.module.js';
import { EntryService } from './entry.service.js';
import { AuthController } from './http/auth.controller.js';
import { EntryController } from './http/entry.controller.js';
import { MySignInsController } from './http/my-sign-ins.controller.js';
import { PasswordPageController } from './http/password-page.controller.js';
import { PasswordPages } from './http/password-page.js';
import { InvitationsService } from './invitations.service.js';
import { SignInStarter } from './sign-in-starter.js';
import { SignInService } from './sign-in.service.js';

/** Signing in: by password, by invitation, at a provider. */
@Module({
  imports: [CredentialModule, RegistryModule, SettingModule, SharedModule, SingleSignOnModule],
  controllers: [AuthController, EntryController, MySignInsController, PasswordPageController],
  providers: [EntryService, InvitationsService, PasswordPages, SignInService, SignInStarter],
  exports: [InvitationsService, SignInStarter],
})
export class SignInModule {}
