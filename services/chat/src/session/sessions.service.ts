import { Injectable } from '@nestjs/common';
import type { ResolutionCode } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { Clock, NotFound } from '@carrel/kernel';
import { newId, Transactions, type Transaction } from '@carrel/messaging';
import { Live } from '../live/live.js';
import type { Librarian } from '../monitor/domain/monitor.js';
import { MonitorsService } from '../monitor/monitors.service.js';
import { QueuesService } from '../queue/queues.service.js';
import { entered, left } from '../transcript/domain/line.js';
import { Lines } from '../transcript/persistence/lines.repository.js';
import { ChatClosed } from './domain/refusals.js';
import { Session } from './domain/session.js';
import { SessionsQueries, type After } from './persistence/sessions.queries.js';
import { Sessions } from './persistence/sessions.repository.js';

/** Who asks to see a session: the holder of its token, or a librarian. */
export type Viewer = { kind: 'patron'; tokenHash: string } | ({ kind: 'librarian' } & Librarian);

export interface ChatAsked {
  institutionId: string;
  patron: { name: string; email: string | null };
  question: string;
  fields: Record<string, string>;
  practice: boolean;
  tokenHash: string;
}

@Injectable()
export class SessionsService {
  constructor(
    private readonly sessions: Sessions,
    private readonly queries: SessionsQueries,
    private readonly lines: Lines,
    private readonly monitors: MonitorsService,
    private readonly queues: QueuesService,
    private readonly directory: Directory,
    private readonly transactions: Transactions,
    private readonly live: Live,
    private readonly clock: Clock,
  ) {}

  async request(asked: ChatAsked): Promise<Session> {
    const institution = await this.directory.institution(asked.institutionId);
    if (!institution) throw new NotFound('institution');
    const [first, ...rest] = await this.queues.chainOf(institution.id, asked.practice);
    const queueIds: [string, ...string[]] = [first.id, ...rest.map((queue) => queue.id)];
    const { subscriptionGroupId } = institution;
    const times = await this.directory.setting('chat-times', subscriptionGroupId);
    const cap = await this.monitors.capOf(subscriptionGroupId);
    const closedPage = await this.directory.setting('chat-closed-page', institution.id);

    return this.transactions.run(async (tx) => {
      if (!(await this.monitors.someone(tx, queueIds))) {
        throw new ChatClosed({ closedPage, askForm: askFormOf(institution.id), nextOpening: null });
      }
      const local =
        !asked.practice && (await this.monitors.someoneLocal(tx, { queueIds, subscriptionGroupId }, cap));
      const session = Session.request(
        {
          ...asked,
          id: newId(),
          subscriptionGroupId,
          queueIds,
          localFirstMs: local ? times.localFirstSeconds * 1000 : null,
        },
        this.clock.now(),
      );
      await this.sessions.add(session);
      if (session.releaseAt) {
        await tx.job(
          'roll-up-session',
          { sessionId: session.id },
          { key: rollUpOf(session), runAt: session.releaseAt },
        );
      }
      tx.afterCommit(() => this.live.sessionChanged(session));
      return session;
    });
  }

  /** First the librarian's place under the cap, then the session: every path locks in this order. */
  async accept(id: string, librarian: Librarian): Promise<Session> {
    const shift = await this.monitors.holding(librarian);
    const cap = await this.monitors.capOf(librarian.subscriptionGroupId);
    await this.mustBeOffered(id, shift);
    return this.transactions.run(async () => {
      await this.monitors.takeOn(librarian, cap);
      return this.sessions.change(id, async (session, tx) => {
        if (!session.isOfferedTo(shift)) throw new NotFound('session');
        session.accept(participantOf(librarian), this.clock.now());
        await tx.dropJob(rollUpOf(session));
        await this.say(tx, session, 'entered', librarian);
      });
    });
  }

  /** The patron's cancel (session.abandoned). */
  async abandon(id: string, tokenHash: string): Promise<Session> {
    await this.read(id, { kind: 'patron', tokenHash });
    return this.sessions.change(id, async (session, tx) => {
      session.abandon(this.clock.now());
      await tx.dropJob(rollUpOf(session));
      tx.afterCommit(() => this.live.sessionChanged(session));
    });
  }

  async end(
    id: string,
    librarian: Librarian,
    how: { resolution: ResolutionCode; noContactConfirmed: boolean },
  ): Promise<Session> {
    return this.sessions.change(id, async (session, tx) => {
      const messages = await this.lines.written(tx.manager, id);
      session.end(librarian.id, { ...how, messages }, this.clock.now());
      tx.afterCommit(() => this.live.sessionChanged(session));
    });
  }

  async leave(id: string, librarian: Librarian): Promise<Session> {
    return this.sessions.change(id, async (session, tx) => {
      const { name } = session.leave(librarian.id, this.clock.now());
      await this.say(tx, session, 'left', { ...librarian, name });
    });
  }

  /** Requests offered to the librarian, those who wait longest first. */
  async waitingFor(librarian: Librarian, limit: number, after?: After): Promise<Session[]> {
    const shift = await this.monitors.shiftOf(librarian.id);
    return shift?.standing === 'available' ? this.queries.offeredTo(shift, limit, after) : [];
  }

  async attendedBy(librarian: Librarian, limit: number, after?: After): Promise<Session[]> {
    return this.queries.attendedBy(librarian.id, limit, after);
  }

  async positionOf(session: Session): Promise<number | null> {
    return session.status === 'waiting' ? this.queries.positionOf(session) : null;
  }

  /** The session, if this viewer may know of it. */
  async read(id: string, viewer: Viewer): Promise<Session> {
    const session = await this.queries.byId(id);
    if (!session || !(await this.mayRead(session, viewer))) throw new NotFound('session');
    return session;
  }

  /** The session, if this viewer may read its lines: the patron, and librarians who are in it. */
  async readAsParty(id: string, viewer: Viewer): Promise<Session> {
    const session = await this.queries.byId(id);
    if (!session || !isParty(session, viewer)) throw new NotFound('session');
    return session;
  }

  private async mayRead(session: Session, viewer: Viewer): Promise<boolean> {
    if (isParty(session, viewer)) return true;
    if (viewer.kind === 'patron' || session.status !== 'waiting') return false;
    const shift = await this.monitors.shiftOf(viewer.id);
    return shift !== null && session.isOfferedTo(shift);
  }

  /** Looked at before the librarian's row is locked, so that a loser hears of the winner and not of the cap. */
  private async mustBeOffered(
    id: string,
    shift: { subscriptionGroupId: string; queueIds: string[] },
  ): Promise<void> {
    const session = await this.queries.byId(id);
    if (!session?.isOfferedTo(shift)) throw new NotFound('session');
    session.mustBeOpenToAccept();
  }

  private async say(
    tx: Transaction,
    session: Session,
    kind: 'entered' | 'left',
    by: Librarian,
  ): Promise<void> {
    const text = kind === 'entered' ? entered(by.name) : left(by.name);
    await this.lines.say(tx.manager, session.id, { kind, authorId: by.id, text });
    tx.afterCommit(() => this.live.sessionChanged(session));
  }
}

const rollUpOf = (session: Session) => `roll-up-session:${session.id}`;
const participantOf = ({ id, institutionId, name }: Librarian) => ({ librarianId: id, institutionId, name });

function isParty(session: Session, viewer: Viewer): boolean {
  return viewer.kind === 'patron'
    ? session.tokenHash === viewer.tokenHash
    : session.present.some((p) => p.librarianId === viewer.id);
}

/** Where the question can be left instead, and with what (B17, B24). */
function askFormOf(institutionId: string) {
  return {
    method: 'POST',
    url: '/api/questions/v1/questions',
    fields: { institutionId, text: null, subject: null, patron: { name: null, email: null } },
  };
}
