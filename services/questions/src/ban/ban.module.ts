import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Challenges, PatronMarks, secretsOf } from '@carrel/web';
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
    {
      provide: Challenges,
      inject: [DataSource],
      useFactory: (db: DataSource) => new Challenges(secretsOf(), db),
    },
  ],
  exports: [Challenges, BansService],
})
export class BanModule {}
