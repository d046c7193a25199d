import { Clock } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../question/library-rules.js';
import { ReadingService } from '../reading/reading.service.js';
import { Presences, type Presence } from './persistence/presences.repository.js';

export { doings, type Presence } from './persistence/presences.repository.js';

/** A page signs every 10 seconds; whoever missed two signs has gone. */
const HERE_SECONDS = 25;

/** Two people on one question see one another. */
@Injectable()
export class PresenceService {
  constructor(
    private readonly reading: ReadingService,
    private readonly presences: Presences,
    private readonly clock: Clock,
  ) {}

  /** @returns everybody else who is there */
  async sign(caller: Caller, questionId: string, doing: Presence['doing']): Promise<Presence[]> {
    await this.reading.mustSee(caller, questionId);
    const { accountId, institutionId } = caller;
    const now = this.clock.now();
    const gone = new Date(now.getTime() - HERE_SECONDS * 1000);
    await this.presences.sign(questionId, { accountId, institutionId, doing, since: now });
    await this.presences.forget(gone);
    return this.presences.others(questionId, accountId, gone);
  }

  async leave({ accountId }: Caller, questionId: string): Promise<void> {
    await this.presences.leave(questionId, accountId);
  }
}
