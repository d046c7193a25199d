import { Injectable } from '@nestjs/common';
import { NotFound } from '@carrel/kernel';
import { Live, type ShownLine } from '../live/live.js';
import type { Session } from '../session/domain/session.js';
import { SessionsQueries } from '../session/persistence/sessions.queries.js';
import type { Viewer } from '../session/session-reader.service.js';
import type { Author, Line } from './domain/line.js';
import { ClientIdReused, SessionNotOpen } from './domain/refusals.js';
import { Lanes } from './persistence/lanes.js';
import { Lines } from './persistence/lines.repository.js';

@Injectable()
export class TranscriptService {
  constructor(
    private readonly lines: Lines,
    private readonly lanes: Lanes,
    private readonly queries: SessionsQueries,
    private readonly live: Live,
  ) {}

  /** Durable and numbered when it returns; the same clientId again gives the same line (promise 10). */
  async write(sessionId: string, viewer: Viewer, text: string, clientId: string): Promise<Line> {
    const author: Author =
      viewer.kind === 'patron'
        ? { kind: 'patron', tokenHash: viewer.tokenHash }
        : { kind: 'librarian', id: viewer.id };
    const verdict = await this.lanes.write({ sessionId, author, text, clientId });
    if (verdict.kind === 'no-party') throw new NotFound('session');
    if (verdict.kind === 'not-open') throw new SessionNotOpen(verdict.status);
    const { line, shownAs } = verdict;
    if (verdict.kind === 'known' && !isBy(line, author, text)) throw new ClientIdReused(line.seq);
    // A line that is known is told of again: whoever wrote it may have died before telling.
    this.live.written(sessionId, { ...line, name: shownAs });
    return line;
  }

  async after(session: Session, seq: number, limit: number): Promise<ShownLine[]> {
    const name = namesOf(session);
    return (await this.lines.after(session.id, seq, limit)).map((line) => ({ ...line, name: name(line) }));
  }

  async lastSeq(sessionId: string): Promise<number> {
    return (await this.lines.lastSeqs([sessionId])).get(sessionId) ?? 0;
  }

  /** Every word of a patron's sessions, a few at a time: transcripts are long and an answer over NATS is not. */
  async ofPatron(institutionId: string, email: string, after: string | null) {
    const sessions = await this.queries.ofPatron(institutionId, email, after, 5);
    const page = sessions.slice(0, 5);
    const all = page.map(async (session) => ({ session, lines: await this.after(session, 0, 100_000) }));
    return { sessions: await Promise.all(all), next: sessions.length > 5 ? page.at(-1)!.id : null };
  }

  /** The whole of it as the patron may see it, for other services. */
  async whole(sessionId: string): Promise<{ session: Session; lines: ShownLine[] }> {
    const session = await this.queries.byId(sessionId);
    if (!session) throw new NotFound('session');
    return { session, lines: await this.after(session, 0, 100_000) };
  }
}

const isBy = (line: Line, author: Author, text: string): boolean =>
  line.text === text &&
  line.from === author.kind &&
  line.authorId === (author.kind === 'librarian' ? author.id : null);

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
