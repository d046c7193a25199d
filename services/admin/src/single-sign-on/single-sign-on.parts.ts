import { EntryService } from './entry.service.js';
import { EntryController } from './http/entry.controller.js';
import { SingleSignOnController } from './http/single-sign-on.controller.js';
import { Attempts } from './persistence/attempts.js';
import { ProviderIdentities } from './persistence/provider-identities.js';
import { SingleSignOns } from './persistence/single-sign-ons.repository.js';
import { ProvidedAccounts } from './provided-accounts.js';
import { Providers } from './provider.js';
import { SingleSignOnService } from './single-sign-on.service.js';

/** Providers of single sign-on. */
export const singleSignOn = {
  controllers: [EntryController, SingleSignOnController],
  providers: [
    Attempts,
    EntryService,
    ProvidedAccounts,
    ProviderIdentities,
    Providers,
    SingleSignOns,
    SingleSignOnService,
  ],
};
