import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Challenges, PatronMarks, secretsOf } from '@carrel/web';
import { AttendingModule } from '../attending/attending.module.js';
import { LiveModule } from '../live/live.module.js';
import { ReadingModule } from '../reading/reading.module.js';
import { SessionModule } from '../session/session.module.js';
import { AbuseService } from './abuse.service.js';
import { BansService } from './bans.service.js';
import { BansController } from './http/bans.controller.js';
import { Bans } from './persistence/bans.repository.js';

/** Patrons whom a library has banned. */
@Module({
  imports: [AttendingModule, LiveModule, ReadingModule, SessionModule],
  controllers: [BansController],
  providers: [
    AbuseService,
    Bans,
    BansService,
    { provide: PatronMarks, useFactory: () => new PatronMarks(secretsOf()) },
    {
      provide: Challenges,
      inject: [DataSource],
      useFactory: (db: DataSource) => new Challenges(secretsOf(), db),
    },
  ],
  exports: [BansService, PatronMarks, Challenges],
})
export class BanModule {}
