import { Module } from '@nestjs/common';
import { ALLOWED_ORIGINS } from '@carrel/web';
import { MailDomainModule } from '../mail-domain/mail-domain.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { SharedModule } from '../shared/shared.module.js';
import { SettingDefinitionsController } from './http/definitions.controller.js';
import {
  GroupCannedAnswersController,
  InstitutionCannedAnswersController,
} from './http/canned-answers.controllers.js';
import { MyCannedAnswersController } from './http/my-canned-answers.controller.js';
import { MyScriptsController } from './http/my-scripts.controller.js';
import { MySettingsController } from './http/my-settings.controller.js';
import { GroupScriptsController, InstitutionScriptsController } from './http/scripts.controllers.js';
import { GroupSettingsController, InstitutionSettingsController } from './http/settings.controllers.js';
import { SettingQueries } from './persistence/settings.queries.js';
import { Settings } from './persistence/settings.repository.js';
import { CannedAnswersService, ScriptsService } from './scripts.service.js';
import { SettingsService } from './settings.service.js';
import { ViewportCheck } from './viewport-check.js';

/** Settings of groups, libraries and people, and their scripts. */
@Module({
  imports: [MailDomainModule, RegistryModule, SharedModule],
  controllers: [
    GroupCannedAnswersController,
    GroupScriptsController,
    GroupSettingsController,
    InstitutionCannedAnswersController,
    InstitutionScriptsController,
    InstitutionSettingsController,
    MyCannedAnswersController,
    MyScriptsController,
    MySettingsController,
    SettingDefinitionsController,
  ],
  providers: [
    CannedAnswersService,
    ScriptsService,
    SettingQueries,
    Settings,
    SettingsService,
    ViewportCheck,
    {
      provide: ALLOWED_ORIGINS,
      useFactory: (settings: SettingQueries) => (origin: string) => settings.hasWebOrigin(origin),
      inject: [SettingQueries],
    },
  ],
  exports: [SettingQueries, Settings],
})
export class SettingModule {}
