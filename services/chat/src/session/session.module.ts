import { Module } from '@nestjs/common';
import { SessionsQueries } from './persistence/sessions.queries.js';
import { Sessions } from './persistence/sessions.repository.js';
import { WaitingLimits } from './persistence/waiting-limits.js';

/** A session: its moves and rules, and how it is kept. */
@Module({
  providers: [Sessions, SessionsQueries, WaitingLimits],
  exports: [Sessions, SessionsQueries, WaitingLimits],
})
export class SessionModule {}
