import { Module } from '@nestjs/common';
import { ReadingModule } from '../reading/reading.module.js';
import { PresenceController } from './http/presence.controller.js';
import { Presences } from './persistence/presences.repository.js';
import { PresenceService } from './presence.service.js';

/** Who has which question open. */
@Module({
  imports: [ReadingModule],
  controllers: [PresenceController],
  providers: [Presences, PresenceService],
})
export class PresenceModule {}
