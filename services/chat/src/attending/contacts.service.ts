import { requests } from '@carrel/contracts';
import { Clock } from '@carrel/kernel';
import { Requests } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { Live } from '../live/live.js';
import type { Librarian } from '../monitor/domain/monitor.js';
import type { ContactCorrected, Session } from '../session/domain/session.js';
import { SessionsQueries } from '../session/persistence/sessions.queries.js';
import { Sessions } from '../session/persistence/sessions.repository.js';
import { SessionReader } from '../reading/session-reader.service.js';

/** After its end a session may take so long to become a question. */
const ON_ITS_WAY_MS = 10 * 60_000;

/** Names and addresses of patrons, given or corrected during a chat or after it (R24, B38). */
@Injectable()
export class ContactsService {
  constructor(
    private readonly sessions: Sessions,
    private readonly queries: SessionsQueries,
    private readonly reader: SessionReader,
    private readonly requests: Requests,
    private readonly live: Live,
    private readonly clock: Clock,
  ) {}

  /** By a librarian in the session, as the patron gives them in the talk, and when the answer will be sent. */
  async correct(id: string, librarian: Librarian, contact: ContactCorrected): Promise<Session> {
    return this.sessions.change(id, (session, tx) => {
      session.correctContact(librarian.id, contact);
      tx.afterCommit(() => this.live.sessionChanged(session));
    });
  }

  /** By the patron, at any time; what the session has become is corrected with it. */
  async correctOwn(
    id: string,
    tokenHash: string,
    contact: Pick<ContactCorrected, 'name' | 'email'>,
  ): Promise<Session> {
    await this.reader.read(id, { kind: 'patron', tokenHash });
    return this.sessions.change(id, async (session, tx) => {
      session.correctOwnContact(contact);
      if (session.endedAt) {
        const key = `pass-contact-on:${id}`;
        await tx.job('pass-contact-on', { sessionId: id }, { key, runAt: this.clock.now() });
      }
      tx.afterCommit(() => this.live.sessionChanged(session));
    });
  }

  /** To the question that the session became. @throws Error while it may still become one: the job comes again */
  async passOn(sessionId: string): Promise<void> {
    const session = await this.queries.byId(sessionId);
    if (!session?.endedAt || session.patronName === '') return;
    const patron = { name: session.patronName, email: session.patronEmail };
    const { questionId } = await this.requests.ask(requests.correctContact, { sessionId, patron });
    const since = this.clock.now().getTime() - session.endedAt.getTime();
    if (!questionId && since < ON_ITS_WAY_MS) throw new Error(`session ${sessionId} is no question yet`);
  }
}
