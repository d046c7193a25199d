import { Injectable } from '@nestjs/common';
import { Directory } from '@carrel/directory';
import { Clock } from '@carrel/kernel';
import type { Transaction } from '@carrel/messaging';
import { Live } from '../live/live.js';
import { MonitorsService } from '../monitor/monitors.service.js';
import { backInLine, left, patronLeft } from '../lines/domain/line.js';
import { Lines } from '../lines/persistence/lines.repository.js';
import { Transfers } from '../transfer/persistence/transfers.repository.js';
import type { Session } from '../session/domain/session.js';
import { SessionsQueries } from '../session/persistence/sessions.queries.js';
import { Sessions } from '../session/persistence/sessions.repository.js';

/** What becomes of sessions whose librarian, patron, or both are gone (F6, B8, B16). */
@Injectable()
export class UnattendedService {
  constructor(
    private readonly sessions: Sessions,
    private readonly queries: SessionsQueries,
    private readonly lines: Lines,
    private readonly transfers: Transfers,
    private readonly monitors: MonitorsService,
    private readonly directory: Directory,
    private readonly live: Live,
    private readonly clock: Clock,
  ) {}

  /** A librarian did not come back: the sessions go on with a colleague who is in, or wait in front of all others. */
  async goOnWithout(accountId: string): Promise<void> {
    await this.monitors.whileLost(accountId, async (sessionIds) => {
      for (const id of sessionIds) await this.lose(id, accountId);
    });
  }

  /** Looked at again when patron and librarians may have been gone for too long. */
  async look(sessionId: string): Promise<void> {
    const group = (await this.queries.byId(sessionId))?.subscriptionGroupId;
    if (group === undefined) return;
    const { unattendedMinutes } = await this.directory.setting('chat-times', group);
    await this.sessions.change(sessionId, async (session, tx) => {
      if (session.status !== 'waiting' && !(session.status === 'active' && session.patronLeftAt)) return;
      const now = this.clock.now();
      const until = session.unattendedUntil(unattendedMinutes);
      if (until > now) return this.watch(session, tx, until);
      session.giveUp(await this.lines.written(tx.manager, sessionId), now);
      tx.afterCommit(() => this.live.sessionChanged(session));
    });
  }

  /** The patron goes (B37): a librarian who is in codes the chat; where none is, it is over at once. */
  async endForPatron(id: string): Promise<Session> {
    return this.sessions.change(id, async (session, tx) => {
      const now = this.clock.now();
      if (!session.endForPatron(await this.lines.written(tx.manager, id), now)) return;
      if (session.endedAt) {
        await this.stopWaiting(session, tx);
      } else {
        await this.lines.say(tx.manager, id, { kind: 'patron-left', authorId: null, text: patronLeft });
        await this.watch(session, tx, firstLook(now));
      }
      tx.afterCommit(() => this.live.sessionChanged(session));
    });
  }

  /** A request that nobody can answer any more. */
  async giveUpWaiting(id: string): Promise<void> {
    await this.sessions.change(id, async (session, tx) => {
      if (session.status !== 'waiting') return;
      session.giveUp(await this.lines.written(tx.manager, id), this.clock.now());
      await this.stopWaiting(session, tx);
      tx.afterCommit(() => this.live.sessionChanged(session));
    });
  }

  /** What is no longer in line is rolled up no more, and not looked for. */
  async stopWaiting(session: Session, tx: Transaction): Promise<void> {
    await tx.dropJob(rollUpOf(session));
    await this.unwatch(session, tx);
  }

  /** Sees to it that a waiting session does not wait for ever for a patron who is gone. */
  async watch(session: Session, tx: Transaction, runAt = firstLook(session.queuedAt)): Promise<void> {
    await tx.job('look-at-session', { sessionId: session.id }, { key: watchOf(session), runAt });
  }

  async unwatch(session: Session, tx: Transaction): Promise<void> {
    await tx.dropJob(watchOf(session));
  }

  private async lose(sessionId: string, accountId: string): Promise<void> {
    await this.sessions.change(sessionId, async (session, tx) => {
      const now = this.clock.now();
      const { name } = session.lose(accountId, now);
      await this.transfers.cancelOpen(tx.manager, sessionId, accountId, now);
      const line = { kind: 'left' as const, authorId: accountId, text: left(name) };
      await this.lines.say(tx.manager, sessionId, line);
      if (session.status === 'waiting') {
        const text = backInLine;
        await this.lines.say(tx.manager, sessionId, { kind: 'returned', authorId: null, text });
        await this.watch(session, tx);
      } else if (session.present.length === 0) {
        session.giveUp(await this.lines.written(tx.manager, sessionId), now);
        await this.unwatch(session, tx);
      }
      tx.afterCommit(() => this.live.sessionChanged(session));
    });
  }
}

export const rollUpOf = (session: Session) => `roll-up-session:${session.id}`;
const watchOf = (session: Session) => `look-at-session:${session.id}`;
/** The earliest moment that any group's setting allows. */
const firstLook = (since: Date) => new Date(since.getTime() + 5 * 60_000);
