import { Injectable } from '@nestjs/common';
import { Transactions } from '@carrel/messaging';
import { Live } from '../live/live.js';
import { MonitorsService } from '../monitor/monitors.service.js';
import { Sessions } from '../session/persistence/sessions.repository.js';
import { SessionsQueries } from '../session/persistence/sessions.queries.js';

/** Local first: when a waiting request is offered beyond the patron's own group (A8, B5). */
@Injectable()
export class OffersService {
  constructor(
    private readonly sessions: Sessions,
    private readonly queries: SessionsQueries,
    private readonly monitors: MonitorsService,
    private readonly transactions: Transactions,
    private readonly live: Live,
  ) {}

  /** The roll-up: the time for local librarians is over. */
  async rollUp(sessionId: string): Promise<void> {
    await this.sessions.change(sessionId, (session, tx) => {
      if (!session.heldBack) return;
      session.rollUp();
      tx.afterCommit(() => this.live.sessionChanged(session));
    });
  }

  /** Nobody local is left who could take a request on: those held back go to the cooperative at once. */
  async rollUpWithoutLocals(subscriptionGroupId: string): Promise<void> {
    const cap = await this.monitors.capOf(subscriptionGroupId);
    for (const { id, queueIds, language } of await this.queries.heldBackFor(subscriptionGroupId)) {
      await this.transactions.run(async (tx) => {
        const at = { queueIds, subscriptionGroupId, language };
        const local = await this.monitors.someoneLocal(tx, at, cap);
        if (!local) await this.rollUp(id);
      });
    }
  }
}
