import { Module } from '@nestjs/common';
import { PatronMarks, secretsOf } from '@carrel/web';
import { BansService } from './bans.service.js';
import { BanReactions } from './events/ban.reactions.js';
import { PatronBans } from './persistence/bans.js';

/** Patrons whom a library has banned. */
@Module({
  controllers: [BanReactions],
  providers: [
    BansService,
    PatronBans,
    { provide: PatronMarks, useFactory: () => new PatronMarks(secretsOf()) },
  ],
  exports: [BansService],
})
export class BanModule {}
