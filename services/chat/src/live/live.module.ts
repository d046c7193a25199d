import { Module } from '@nestjs/common';
import { Live } from './live.js';
import { StreamTickets } from './persistence/stream-tickets.repository.js';
import { Presence } from './presence.js';
import { Signals } from './signals.js';
import { Talk } from './talk.js';
import { TicketsService } from './tickets.service.js';

/** Delivers lines, states, signals and messages to open streams at once, on every replica. */
@Module({
  providers: [Live, Presence, Signals, StreamTickets, Talk, TicketsService],
  exports: [Live, Presence, Signals, Talk, TicketsService],
})
export class LiveModule {}
