import { SuccessionReactions } from './events/succession.reactions.js';
import { SuccessionQueries } from './persistence/succession.queries.js';
import { SuccessionService } from './succession.service.js';

/** What the module wires for libraries that are closed. */
export const succession = {
  controllers: [SuccessionReactions],
  providers: [SuccessionQueries, SuccessionService],
};
