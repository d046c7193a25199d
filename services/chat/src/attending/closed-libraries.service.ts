import { Directory } from '@carrel/directory';
import { Clock } from '@carrel/kernel';
import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { MonitorsService } from '../monitor/monitors.service.js';
import { SessionsQueries } from '../session/persistence/sessions.queries.js';
import { UnattendedService } from './unattended.service.js';

/** Delay before the library is checked again. */
const AGAIN_AFTER_MS = 60_000;

/**
 * A library that the operator has closed takes no new request (B42). Its librarians get no more patrons and leave the
 * desk with the last chat they are in; a request of its patrons stays in line while others monitor one of its queues.
 */
@Injectable()
export class ClosedLibrariesService {
  constructor(
    private readonly monitors: MonitorsService,
    private readonly sessions: SessionsQueries,
    private readonly unattended: UnattendedService,
    private readonly directory: Directory,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws Error until the directory knows that it is closed: the job comes again */
  async close(institutionId: string, first: boolean): Promise<void> {
    const library = await this.directory.institution(institutionId);
    if (library?.profileStatus !== 'closed') throw new Error(`library ${institutionId} is not closed yet`);
    const atWork = await this.monitors.endShiftsAt(institutionId);
    const waiting = await this.sessions.waitingOf(institutionId);
    const staffed = await this.monitors.staffed(waiting.flatMap(({ queueIds }) => queueIds));
    const forgotten = waiting.filter(({ queueIds }) => !queueIds.some((id) => staffed.has(id)));
    for (const { id } of forgotten) await this.unattended.giveUpWaiting(id);
    // The second run finds a request that was being made when the library closed.
    if (!first && atWork === 0 && waiting.length === forgotten.length) return;
    const runAt = new Date(this.clock.now().getTime() + AGAIN_AFTER_MS);
    await this.transactions.run((tx) =>
      tx.job('close-library', { institutionId }, { key: `close-library:${institutionId}`, runAt }),
    );
  }
}
