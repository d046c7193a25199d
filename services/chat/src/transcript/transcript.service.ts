import { Injectable } from '@nestjs/common';
import { NotFound } from '@carrel/kernel';
import { Live, type ShownLine } from '../live/live.js';
import type { Session } from '../session/domain/session.js';
import { SessionsQueries } from '../session/persistence/sessions.queries.js';
import { SessionReader, type Viewer } from '../session/session-reader.service.js';
import type { Author, Line } from './domain/line.js';
import { ClientIdReused, SessionNotOpen } from './domain/refusals.js';
import { Lines } from './persistence/lines.repository.js';

@Injectable()
export class TranscriptService {
  constructor(
    private readonly lines: Lines,
    private readonly sessions: SessionReader,
    private readonly queries: SessionsQueries,
    private readonly live: Live,
  ) {}

  /** Durable and numbered when it returns; the same clientId again gives the same line (promise 10). */
  async write(sessionId: string, viewer: Viewer, text: string, clientId: string): Promise<Line> {
    const author: Author = viewer.kind === 'patron' ? viewer : { kind: 'librarian', id: viewer.id };
    const written = await this.lines.append(sessionId, author, text, clientId);
    if (written !== undefined && written !== 'known') {
      const { patronName, ...line } = written;
      this.live.written(sessionId, { ...line, name: viewer.kind === 'patron' ? patronName : viewer.name });
      return line;
    }
    const session = await this.sessions.readAsParty(sessionId, viewer);
    // An answer that got lost is given again whatever became of the session meanwhile.
    const known = await this.lines.byClientId(sessionId, clientId);
    if (!known) throw new SessionNotOpen(session.status);
    const same =
      known.text === text &&
      known.from === author.kind &&
      known.authorId === (author.kind === 'librarian' ? author.id : null);
    if (!same) throw new ClientIdReused(known.seq);
    return known;
  }

  async after(session: Session, seq: number, limit: number): Promise<ShownLine[]> {
    const name = namesOf(session);
    return (await this.lines.after(session.id, seq, limit)).map((line) => ({ ...line, name: name(line) }));
  }

  async lastSeq(sessionId: string): Promise<number> {
    return (await this.lines.lastSeqs([sessionId])).get(sessionId) ?? 0;
  }

  /** The whole of it as the patron may see it, for other services. */
  async whole(sessionId: string): Promise<{ session: Session; lines: ShownLine[] }> {
    const session = await this.queries.byId(sessionId);
    if (!session) throw new NotFound('session');
    return { session, lines: await this.after(session, 0, 100_000) };
  }
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
