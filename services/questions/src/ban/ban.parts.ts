import { PatronMarks, secretsOf } from '@carrel/web';
import { BansService } from './bans.service.js';
import { BanReactions } from './events/ban.reactions.js';
import { PatronBans } from './persistence/bans.js';

/** What the module wires for patrons whom a library has banned. */
export const bans = {
  controllers: [BanReactions],
  providers: [
    BansService,
    PatronBans,
    { provide: PatronMarks, useFactory: () => new PatronMarks(secretsOf()) },
  ],
};
