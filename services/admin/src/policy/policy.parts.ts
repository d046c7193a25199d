import { Seal, secretsOf } from '@carrel/web';
import { QueueReactions } from './events/queue.reactions.js';
import { FormLinks } from './form-links.service.js';
import { PolicyHtml } from './http/policy-html.js';
import { PolicyPageController } from './http/policy-page.controller.js';
import { PolicyPagesController } from './http/policy-pages.controller.js';
import { PolicyPageQueries } from './persistence/policy-pages.queries.js';
import { PolicyPages } from './persistence/policy-pages.repository.js';
import { PolicyPagesService } from './policy-pages.service.js';

/** Providers of policy pages. */
export const policy = {
  controllers: [PolicyPageController, PolicyPagesController, QueueReactions],
  providers: [
    FormLinks,
    PolicyHtml,
    PolicyPageQueries,
    PolicyPages,
    PolicyPagesService,
    { provide: Seal, useFactory: () => new Seal(secretsOf(), 'policy pages') },
  ],
};
