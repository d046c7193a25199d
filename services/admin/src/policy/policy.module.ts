import { Module } from '@nestjs/common';
import { PageLinksModule, Seal, secretsOf } from '@carrel/web';
import { RegistryModule } from '../registry/registry.module.js';
import { SettingModule } from '../setting/setting.module.js';
import { SharedModule } from '../shared/shared.module.js';
import { QueueReactions } from './events/queue.reactions.js';
import { FormLinks } from './form-links.service.js';
import { PolicyHtml } from './http/policy-html.js';
import { PolicyPageController } from './http/policy-page.controller.js';
import { PolicyPagesController } from './http/policy-pages.controller.js';
import { PolicyPageQueries } from './persistence/policy-pages.queries.js';
import { PolicyPages } from './persistence/policy-pages.repository.js';
import { PolicyPagesService } from './policy-pages.service.js';

/** Policy pages. */
@Module({
  imports: [PageLinksModule, RegistryModule, SettingModule, SharedModule],
  controllers: [PolicyPageController, PolicyPagesController, QueueReactions],
  providers: [
    FormLinks,
    PolicyHtml,
    PolicyPageQueries,
    PolicyPages,
    PolicyPagesService,
    { provide: Seal, useFactory: () => new Seal(secretsOf(), 'policy pages') },
  ],
  exports: [PolicyPages],
})
export class PolicyModule {}
