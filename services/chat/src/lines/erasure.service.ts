import { requests, settings } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { Clock } from '@carrel/kernel';
import { Requests } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { Erasing, type Extent, type Over } from './persistence/erasing.js';

const dayMs = 24 * 3_600_000;

/** How patrons are forgotten: with the question their chat became, on request, and by the clocks of B9. */
@Injectable()
export class ErasureService {
  constructor(
    private readonly erasing: Erasing,
    private readonly directory: Directory,
    private readonly requests: Requests,
    private readonly clock: Clock,
  ) {}

  /** Once for each event; of a session that is erased already nothing is left to do. */
  erase(cause: { id: string }, sessionId: string, extent: Extent): Promise<void> {
    return this.erasing.session(cause, sessionId, extent);
  }

  /**
   * A patron's chats, whether they became questions or not: those that the asker knows of are forgotten, and the next
   * ones named; without `known` these are forgotten at once. `open` go on and need another call.
   */
  async forgetChats(institutionId: string, address: string, known?: readonly string[]) {
    if (known) await this.erasing.ofPatron(institutionId, address, known);
    const sessionIds = known
      ? await this.erasing.nextOf(institutionId, address)
      : await this.erasing.ofPatron(institutionId, address);
    return { sessionIds, open: await this.erasing.openOf(institutionId, address) };
  }

  /** By each library's clocks. A chat that became a question is forgotten with it, whose last activity is later. */
  async forgetOld(): Promise<void> {
    for (const institutionId of await this.erasing.libraries()) {
      const { ipDays, identityDays, textDays } = await this.directory.setting(
        'privacy-clocks',
        institutionId,
      );
      await this.erasing.networks(institutionId, this.daysAgo(ipDays));
      await this.forgetBefore(institutionId, textDays, 'everything');
      await this.forgetBefore(institutionId, identityDays, 'identity');
    }
    await this.erasing.oldTalk(this.daysAgo(settings['privacy-clocks'].default.textDays));
  }

  private async forgetBefore(institutionId: string, days: number, extent: Extent): Promise<void> {
    const before = this.daysAgo(days);
    for (let after: Over | undefined; ;) {
      const found: Over[] = await this.erasing.old(institutionId, before, extent, after);
      if (!found.length) return;
      const sessionIds = found.map(({ id }) => id);
      const kept = new Set(
        (await this.requests.ask(requests.sessionsWithQuestions, { sessionIds })).sessionIds,
      );
      await this.erasing.all(
        sessionIds.filter((id) => !kept.has(id)),
        extent,
      );
      after = found.at(-1);
    }
  }

  private daysAgo(days: number): Date {
    return new Date(this.clock.now().getTime() - days * dayMs);
  }
}
