import { requests } from '@carrel/contracts';
import { Injectable } from '@nestjs/common';
import { NotFound } from '@carrel/kernel';
import { Requests } from '@carrel/messaging';
import type { Librarian } from '../monitor/domain/monitor.js';
import { MonitorsService } from '../monitor/monitors.service.js';
import type { Left } from '../lines/domain/line.js';
import { ReadingMarks, type Reading } from '../lines/persistence/reading.repository.js';
import type { AtTheDesk } from '../session/domain/actions.js';
import type { Session } from '../session/domain/session.js';
import { supervises, type Supervisor } from '../session/domain/supervisor.js';
import { SessionsQueries, type After } from '../session/persistence/sessions.queries.js';

/** Who asks to see a session: the holder of its token, or a librarian. */
export type Viewer = { kind: 'patron'; tokenHash: string } | ({ kind: 'librarian' } & Librarian);

/** Who may see what of sessions. */
@Injectable()
export class SessionReader {
  constructor(
    private readonly queries: SessionsQueries,
    private readonly monitors: MonitorsService,
    private readonly requests: Requests,
    private readonly marks: ReadingMarks,
  ) {}

  /** Requests offered to the librarian, those who wait longest first. */
  async waitingFor(librarian: Librarian, limit: number, after?: After): Promise<Session[]> {
    const shift = await this.monitors.shiftOf(librarian.id);
    return shift?.standing === 'available' ? this.queries.offeredTo(shift, limit, after) : [];
  }

  /** Of the librarian's shift. */
  async languagesOf({ id }: Librarian): Promise<readonly string[]> {
    return (await this.monitors.shiftOf(id))?.languages ?? [];
  }

  async countWaitingFor(librarian: Librarian): Promise<number> {
    const shift = await this.monitors.shiftOf(librarian.id);
    return shift ? this.queries.countOfferedTo(shift) : 0;
  }

  /** Requests of the librarian's own group that their patrons gave up in the last day (row 10). */
  async abandonedAt(librarian: Librarian, limit: number, after?: After): Promise<Session[]> {
    const shift = await this.monitors.shiftOf(librarian.id);
    return shift ? this.queries.abandonedAt(shift, limit, after) : [];
  }

  async attendedBy(librarian: Librarian, limit: number, after?: After): Promise<Session[]> {
    return this.queries.attendedBy(librarian.id, limit, after);
  }

  /** How far the librarian is with those of the sessions that he or she is in. */
  async readingOf({ id }: Librarian, sessions: readonly Session[]): Promise<Map<string, Reading>> {
    const own = sessions.filter(({ present }) => present.some((p) => p.librarianId === id));
    return this.marks.of(
      id,
      own.map((session) => session.id),
    );
  }

  async markRead(sessionId: string, { id }: Librarian, seq: number): Promise<void> {
    await this.marks.mark(sessionId, id, seq);
  }

  /** Whoever may see it is another question. */
  known(id: string): Promise<Session | null> {
    return this.queries.byId(id);
  }

  async positionOf(session: Session): Promise<number | null> {
    return session.status === 'waiting' ? this.queries.positionOf(session) : null;
  }

  /** How much more the session takes; null while it is short, and once it is over. */
  async leftOf(session: Session): Promise<Left | null> {
    return session.endedAt ? null : this.queries.leftOf(session.id);
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

  /**
   * The session, if this viewer may read what is said in it: the patron, librarians who are in it, staff of the
   * patron's library, and once it is over whoever may read the question that it became, which questions knows.
   */
  async readTranscript(id: string, viewer: Viewer): Promise<Session> {
    const session = await this.queries.byId(id);
    if (!session) throw new NotFound('session');
    if (isParty(session, viewer)) return session;
    if (viewer.kind === 'patron') throw new NotFound('session');
    const { id: accountId, institutionId } = viewer;
    if (session.institutionId === institutionId) return session;
    if (!session.endedAt) throw new NotFound('session');
    const asked = { sessionId: id, accountId, institutionId };
    const { allowed } = await this.requests.ask(requests.mayReadSession, asked);
    if (!allowed) throw new NotFound('session');
    return session;
  }

  /** What the librarian's shift says of requests that wait; nothing of others, which it does not decide about. */
  async deskOf(librarian: Librarian, { status }: Session): Promise<AtTheDesk> {
    return status === 'waiting' ? this.monitors.atTheDesk(librarian) : awayFromDesk;
  }

  /** Live sessions of the patrons this supervisor answers for. */
  async liveUnder(supervisor: Supervisor, limit: number, after?: After): Promise<Session[]> {
    return this.queries.liveUnder(supervisor, limit, after);
  }

  /** One of theirs, live or over: to be read, not to be written into. */
  async readAsSupervisor(id: string, supervisor: Supervisor): Promise<Session> {
    const session = await this.queries.byId(id);
    if (!session || !supervises(supervisor, session)) throw new NotFound('session');
    return session;
  }

  private async mayRead(session: Session, viewer: Viewer): Promise<boolean> {
    if (isParty(session, viewer)) return true;
    if (viewer.kind === 'patron') return false;
    if (session.institutionId === viewer.institutionId) return true;
    if (session.status !== 'waiting') return false;
    const shift = await this.monitors.shiftOf(viewer.id);
    return shift !== null && session.isOfferedTo(shift);
  }
}

const awayFromDesk: AtTheDesk = {
  shift: null,
  mustHoldShift: () => undefined,
  mustHaveRoom: () => undefined,
};

function isParty(session: Session, viewer: Viewer): boolean {
  return viewer.kind === 'patron'
    ? session.tokenHash === viewer.tokenHash
    : session.present.some((p) => p.librarianId === viewer.id);
}
