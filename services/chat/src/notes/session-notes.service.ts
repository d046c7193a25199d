import { Injectable } from '@nestjs/common';
import type { AnswerOf, requests } from '@carrel/contracts';
import { NotFound } from '@carrel/kernel';
import { Job, pageOfBytes } from '@carrel/messaging';
import { SessionsQueries } from '../session/persistence/sessions.queries.js';
import { Notes } from './persistence/notes.repository.js';

type SessionNotes = AnswerOf<typeof requests.sessionNotes>;

/** Notes read at once; as many of them as fit make a page. */
const NOTES_A_PAGE = 500;

@Injectable()
export class SessionNotesService {
  constructor(
    private readonly notes: Notes,
    private readonly sessions: SessionsQueries,
  ) {}

  /** The staff-only notes of a session, from an offset, as many as fit into a page. */
  async of(sessionId: string, after: number): Promise<SessionNotes> {
    const session = await this.sessions.byId(sessionId);
    if (!session) throw new NotFound('session');
    const found = await this.notes.ofSession(sessionId, after, NOTES_A_PAGE);
    const notes = pageOfBytes(found);
    const more = notes.length < found.length || found.length === NOTES_A_PAGE;
    return {
      sessionId,
      descriptiveCodes: session.descriptiveCodes,
      promisedAt: session.promisedAt?.toISOString() ?? null,
      // An erased session has no hash.
      ...(/^[0-9a-f]{64}$/.test(session.tokenHash) ? { tokenHash: session.tokenHash } : {}),
      notes: notes.map(({ at, ...note }) => ({ ...note, at: at.toISOString() })) as SessionNotes['notes'],
      ...(more ? { next: after + notes.length } : {}),
    };
  }

  @Job('forget-talk', { cron: '30 3 * * *' })
  async forget(): Promise<void> {
    await this.notes.forgetTalk();
  }
}
