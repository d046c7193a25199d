import { Injectable } from '@nestjs/common';
import { NotFound } from '@carrel/kernel';
import { PAGE_BYTES, pageOfBytes } from '@carrel/messaging';
import { Live, type ShownLine } from '../live/live.js';
import type { Session } from '../session/domain/session.js';
import { SessionsQueries } from '../session/persistence/sessions.queries.js';
import type { Viewer } from '../reading/session-reader.service.js';
import { isNearlyFull, type Author, type Left, type Line } from '../lines/domain/line.js';
import { ClientIdReused, EnoughWhileWaiting, SessionFull, SessionNotOpen } from '../lines/domain/refusals.js';
import { LineWriters } from '../lines/persistence/line-writers.js';
import { Lines } from '../lines/persistence/lines.repository.js';

@Injectable()
export class TranscriptService {
  constructor(
    private readonly lines: Lines,
    private readonly writers: LineWriters,
    private readonly queries: SessionsQueries,
    private readonly live: Live,
  ) {}

  /**
   * Durable and numbered when it returns; the same clientId again gives the same line (promise 10). `left` is how much
   * more the session takes, null while it is short.
   */
  async write(
    sessionId: string,
    viewer: Viewer,
    text: string,
    clientId: string,
  ): Promise<Line & { left: Left | null }> {
    const author: Author =
      viewer.kind === 'patron'
        ? { kind: 'patron', tokenHash: viewer.tokenHash }
        : { kind: 'librarian', id: viewer.id };
    const verdict = await this.writers.write({ sessionId, author, text, clientId });
    if (verdict.kind === 'no-party') throw new NotFound('session');
    if (verdict.kind === 'not-open') throw new SessionNotOpen(verdict.status);
    if (verdict.kind === 'full') throw new SessionFull();
    if (verdict.kind === 'waiting-full') throw new EnoughWhileWaiting();
    const { line, shownAs, left } = verdict;
    if (verdict.kind === 'known' && !isBy(line, author, text)) throw new ClientIdReused(line.seq);
    // A line that is known is told of again: whoever wrote it may have died before telling.
    this.live.written(sessionId, { ...line, name: shownAs });
    if (left && isNearlyFull(left)) this.live.stateChanged(sessionId);
    return { ...line, left };
  }

  async after(session: Session, seq: number, limit: number): Promise<ShownLine[]> {
    return named(session, await this.lines.after(session.id, seq, limit));
  }

  async lastSeq(sessionId: string): Promise<number> {
    return (await this.lines.lastSeqs([sessionId])).get(sessionId) ?? 0;
  }

  /** The next of a patron's sessions, each with the lines that fit into its share of a page. */
  async ofPatron(institutionId: string, email: string, after: string | null) {
    const found = await this.queries.ofPatron(institutionId, email, after, SESSIONS_A_PAGE);
    const shown = found.slice(0, SESSIONS_A_PAGE);
    const sessions = shown.map((session) => this.linesOf(session, 0, PAGE_BYTES / SESSIONS_A_PAGE));
    return {
      sessions: await Promise.all(sessions),
      next: found.length > SESSIONS_A_PAGE ? shown.at(-1)!.id : null,
    };
  }

  /** A session and its next lines as the patron may see them, for other services. */
  async page(sessionId: string, after: number): Promise<LinesOfSession> {
    const session = await this.queries.byId(sessionId);
    if (!session) throw new NotFound('session');
    return this.linesOf(session, after, PAGE_BYTES);
  }

  private async linesOf(session: Session, after: number, bytes: number): Promise<LinesOfSession> {
    const found = await this.lines.page(session.id, after, LINES_A_PAGE, bytes);
    const lines = pageOfBytes(named(session, found.lines), bytes);
    const more = found.more || lines.length < found.lines.length;
    return { session, lines, ...(more ? { next: lines.at(-1)!.seq } : {}) };
  }
}

/** Lines read at once; as many of them as fit make a page. */
const LINES_A_PAGE = 500;
const SESSIONS_A_PAGE = 5;

/** A session with some of its lines in order; `next` is the last one's number where more follow. */
interface LinesOfSession {
  readonly session: Session;
  readonly lines: ShownLine[];
  readonly next?: number;
}

const isBy = (line: Line, author: Author, text: string): boolean =>
  line.text === text &&
  line.from === author.kind &&
  line.authorId === (author.kind === 'librarian' ? author.id : null);

function named(session: Session, lines: readonly Line[]): ShownLine[] {
  const name = namesOf(session);
  return lines.map((line) => ({ ...line, name: name(line) }));
}

/** Names stand with the session alone, so that erasing them there erases them everywhere. */
function namesOf(session: Session): (line: Line) => string | null {
  const librarians = new Map(session.participants.map((p) => [p.librarianId, p.name]));
  return ({ from, authorId }) =>
    from === 'patron'
      ? session.patronName
      : from === 'librarian'
        ? (librarians.get(authorId ?? '') ?? null)
        : null;
}
