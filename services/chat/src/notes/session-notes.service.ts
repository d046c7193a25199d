import { Injectable } from '@nestjs/common';
import type { AnswerOf, requests } from '@carrel/contracts';
import { NotFound } from '@carrel/kernel';
import { Job } from '@carrel/messaging';
import { SessionsQueries } from '../session/persistence/sessions.queries.js';
import { Notes } from './persistence/notes.repository.js';

type SessionNotes = AnswerOf<typeof requests.sessionNotes>;

@Injectable()
export class SessionNotesService {
  constructor(
    private readonly notes: Notes,
    private readonly sessions: SessionsQueries,
  ) {}

  /** Everything that stands beside a session for staff alone. */
  async of(sessionId: string): Promise<SessionNotes> {
    const session = await this.sessions.byId(sessionId);
    if (!session) throw new NotFound('session');
    const notes = await this.notes.ofSession(sessionId);
    return {
      sessionId,
      descriptiveCodes: session.descriptiveCodes,
      promisedAt: session.promisedAt?.toISOString() ?? null,
      // Of a session that is forgotten the hash is gone.
      ...(/^[0-9a-f]{64}$/.test(session.tokenHash) ? { tokenHash: session.tokenHash } : {}),
      notes: notes.map(({ at, ...note }) => ({ ...note, at: at.toISOString() })) as SessionNotes['notes'],
    };
  }

  @Job('forget-talk', { cron: '30 3 * * *' })
  async forget(): Promise<void> {
    await this.notes.forgetTalk();
  }
}
