import { newId } from '@carrel/messaging';
import { PolicyPage } from '../policy/domain/policy-page.js';
import { operator, type DemonstrationLibrary } from './data.js';

/** What librarians elsewhere read about a library of the demonstration, which has taken part for long. */
export function policyOf({ id, key, name }: DemonstrationLibrary, now: Date): PolicyPage {
  const page = PolicyPage.begin(newId(), id);
  const texts = {
    about: `${name} serves everyone who lives, works or studies nearby.`,
    website: `https://${key}.example`,
    catalogue: `https://${key}.example/catalogue; search by title first.`,
    corrections: `alerts@${key}.example`,
    followup: 'Our own librarians answer within two working days.',
    hours: 'Monday to Saturday, nine to six.',
    renewals: 'Patrons renew by themselves in their account, twice at most.',
  };
  for (const [field, text] of Object.entries(texts))
    page.write(field, 'en', text, undefined, operator.id, now);
  page.turn('viewable', undefined, operator.id, now);
  return Object.assign(page, { submittedAt: now, acceptedAt: now });
}
