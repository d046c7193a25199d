import { Injectable } from '@nestjs/common';
import { Directory, type InstitutionRow } from '@carrel/directory';
import { Clock, mailboxSpellings, NotFound } from '@carrel/kernel';
import { Job, newId } from '@carrel/messaging';
import { PatronMarks, type KnownBy } from '@carrel/web';
import { Live } from '../live/live.js';
import type { Librarian } from '../monitor/domain/monitor.js';
import { askFormOf } from '../session/domain/chat-form.js';
import type { Session } from '../session/domain/session.js';
import { SessionsQueries } from '../session/persistence/sessions.queries.js';
import { Sessions } from '../session/persistence/sessions.repository.js';
import { SessionReader } from '../reading/session-reader.service.js';
import { UnattendedService } from '../attending/unattended.service.js';
import { Ban, mustLast, type BanAsked, type Marks } from './domain/ban.js';
import { Banned } from './domain/refusals.js';
import { Bans } from './persistence/bans.repository.js';

const keptMs = 30 * 24 * 3_600_000;

/** Patrons whom a library lets into its chat no more for a time (2.2). */
@Injectable()
export class BansService {
  constructor(
    private readonly bans: Bans,
    private readonly sessions: Sessions,
    private readonly queries: SessionsQueries,
    private readonly reader: SessionReader,
    private readonly unattended: UnattendedService,
    private readonly directory: Directory,
    private readonly marks: PatronMarks,
    private readonly live: Live,
    private readonly clock: Clock,
  ) {}

  /**
   * Bans the patron of a session from the chat of his or her library, and takes what else he or she has waiting there
   * out of the line. A session that a librarian attends goes on until it is ended.
   */
  async make(sessionId: string, librarian: Librarian, asked: BanAsked): Promise<Ban> {
    const session = await this.known(sessionId, librarian);
    const { institutionId } = session;
    const { longestDays } = await this.directory.setting('patron-abuse', institutionId);
    const place = { institutionId, sessionId, longestDays };
    const ban = Ban.make(newId(), place, this.marksOf(session), asked, librarian, this.clock.now());
    await this.bans.add(ban);
    await this.dismissWaiting(session, ban, librarian);
    return ban;
  }

  /** Looked at before anything is done that a ban stands at the end of. */
  async mustBeAllowed(sessionId: string, librarian: Librarian, { hours }: BanAsked): Promise<void> {
    const { institutionId } = await this.known(sessionId, librarian);
    mustLast(hours, (await this.directory.setting('patron-abuse', institutionId)).longestDays);
  }

  /** @throws Banned with what the library says, and its web form if it leaves that open */
  async mustAdmit(library: InstitutionRow, who: KnownBy): Promise<void> {
    const until = await this.bans.until(library.id, this.marks.allOf(who), this.clock.now());
    if (!until) return;
    const { banned: page, askForm } = await this.directory.worded('patron-abuse', library);
    const open = askForm && library.profileStatus !== 'closed';
    throw new Banned({
      page,
      askForm: open ? askFormOf(library.id, await this.directory.worded('ask-form', library)) : null,
      until: until.toISOString(),
    });
  }

  of(librarian: Librarian, limit: number, before?: string): Promise<Ban[]> {
    return this.bans.holding(librarian.institutionId, this.clock.now(), limit, before);
  }

  async lift(id: string, librarian: Librarian): Promise<void> {
    await this.bans.change(id, librarian.institutionId, (ban) => ban.lift(librarian.id, this.clock.now()));
  }

  @Job('forget-bans', { cron: '41 3 * * *' })
  async forget(): Promise<void> {
    await this.bans.forget(new Date(this.clock.now().getTime() - keptMs));
  }

  /** One that the librarian is or was in, that is offered to him or her, or that is of his or her library. */
  private async known(id: string, librarian: Librarian): Promise<Session> {
    const session = await this.queries.byId(id);
    if (!session) throw new NotFound('session');
    if (session.participants.some((p) => p.librarianId === librarian.id)) return session;
    return this.reader.read(id, { kind: 'librarian', ...librarian });
  }

  private marksOf({ id, tokenHash, patronEmail, networkMark }: Session): Marks {
    return {
      // The token of an erased session is its id.
      ...(tokenHash === id ? {} : { token: this.marks.ofToken(tokenHash) }),
      ...(patronEmail ? { address: this.marks.ofAddress(patronEmail) } : {}),
      ...(networkMark ? { network: networkMark } : {}),
    };
  }

  private async dismissWaiting(session: Session, ban: Ban, librarian: Librarian): Promise<void> {
    const by = (kind: (typeof ban.by)[number]) => ban.by.includes(kind);
    const waiting = await this.bans.waitingWith(session.institutionId, {
      tokenHash: by('token') ? session.tokenHash : null,
      spellings: by('address') && session.patronEmail ? mailboxSpellings(session.patronEmail) : [],
      networkMark: by('network') ? session.networkMark : null,
    });
    const participant = {
      librarianId: librarian.id,
      institutionId: librarian.institutionId,
      name: librarian.name,
    };
    for (const id of waiting) {
      await this.sessions.change(id, async (other, tx) => {
        if (other.status !== 'waiting') return;
        other.dismiss(participant, 'prank', this.clock.now());
        await this.unattended.stopWaiting(other, tx);
        tx.afterCommit(() => this.live.sessionChanged(other));
      });
    }
  }
}
