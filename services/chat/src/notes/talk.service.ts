import { Injectable } from '@nestjs/common';
import { NotFound } from '@carrel/kernel';
import { Talk } from '../live/talk.js';
import type { Librarian } from '../monitor/domain/monitor.js';
import { MonitorsService } from '../monitor/monitors.service.js';
import { QueuesService } from '../queue/queues.service.js';
import { supervises, type Supervisor } from '../session/domain/supervisor.js';
import { SessionsQueries } from '../session/persistence/sessions.queries.js';
import { Notes, type Note } from './persistence/notes.repository.js';

export interface Said {
  text: string;
  /** What is said about a session stays with it, for staff alone. */
  sessionId: string | null;
}
/** Who speaks, and for which libraries' patrons he or she answers. */
export interface Speaker {
  librarian: Librarian;
  answersFor: Supervisor;
}

/** Instant messages between two, and the room of a queue: never shown to a patron (R29, R30, R34). */
@Injectable()
export class TalkService {
  constructor(
    private readonly notes: Notes,
    private readonly talk: Talk,
    private readonly monitors: MonitorsService,
    private readonly queues: QueuesService,
    private readonly sessions: SessionsQueries,
  ) {}

  /** To one who is on shift on a queue around the sender's own library. */
  async sendToLibrarian(from: Speaker, toId: string, said: Said): Promise<Note> {
    const to = await this.monitors.shiftOf(toId);
    const around = await this.queues.monitorableBy(from.librarian);
    if (!to || !around.some(({ id }) => to.queueIds.includes(id))) throw new NotFound('librarian');
    await this.mustKnow(said.sessionId, from);
    const note = await this.keep(from, { ...said, kind: 'instant-message', toId, queueId: null });
    this.talk.say({ accountIds: [from.librarian.id, toId], queueId: null }, note);
    return note;
  }

  /** To all who monitor the queue now. */
  async sendToRoom(from: Speaker, queueId: string, said: Said): Promise<Note> {
    await this.mustBeIn(queueId, from.librarian);
    await this.mustKnow(said.sessionId, from);
    const note = await this.keep(from, { ...said, kind: 'room', toId: null, queueId });
    this.talk.say({ accountIds: [], queueId }, note);
    return note;
  }

  async between(librarian: Librarian, other: string, limit: number, before?: string): Promise<Note[]> {
    return this.notes.between(librarian.id, other, limit, before);
  }

  async inRoom(librarian: Librarian, queueId: string, limit: number, before?: string): Promise<Note[]> {
    await this.mustBeIn(queueId, librarian);
    return this.notes.inRoom(queueId, limit, before);
  }

  toDesk(desk: { accountId: string; queueIds: readonly string[] }, after: string, limit: number) {
    return this.notes.toDesk(desk, after, limit);
  }

  private async keep(
    { librarian }: Speaker,
    said: Said & Pick<Note, 'kind' | 'toId' | 'queueId'>,
  ): Promise<Note> {
    return this.notes.add({ authorId: librarian.id, authorName: librarian.name, ...said });
  }

  private async mustBeIn(queueId: string, librarian: Librarian): Promise<void> {
    const shift = await this.monitors.shiftOf(librarian.id);
    if (!shift?.queueIds.includes(queueId)) throw new NotFound('queue');
  }

  /** A session is spoken of by who attends it or answers for its patron. */
  private async mustKnow(sessionId: string | null, { librarian, answersFor }: Speaker): Promise<void> {
    if (sessionId === null) return;
    const session = await this.sessions.byId(sessionId);
    const attends = session?.present.some((p) => p.librarianId === librarian.id);
    if (!session || !(attends || supervises(answersFor, session))) throw new NotFound('session');
  }
}
