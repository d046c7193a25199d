import { Injectable } from '@nestjs/common';
import { resolutionCodes } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { Clock, NotFound } from '@carrel/kernel';
import { newId, Transactions, type Transaction } from '@carrel/messaging';
import { Live } from '../live/live.js';
import type { Librarian } from '../monitor/domain/monitor.js';
import { MonitorsService } from '../monitor/monitors.service.js';
import { AvailabilityService } from '../availability/availability.service.js';
import { entered, left } from '../lines/domain/line.js';
import { Lines } from '../lines/persistence/lines.repository.js';
import { Transfers } from '../transfer/persistence/transfers.repository.js';
import { ChatClosed } from '../session/domain/refusals.js';
import { askFormOf, mustFillIn } from '../session/domain/chat-form.js';
import type { DismissReason, Ending } from '../session/domain/resolution.js';
import { Session } from '../session/domain/session.js';
import { SessionsQueries } from '../session/persistence/sessions.queries.js';
import { Sessions } from '../session/persistence/sessions.repository.js';
import { Notes } from '../notes/persistence/notes.repository.js';
import { OtherInWords } from '../session/domain/refusals.js';
import { ChatForms } from '../form/chat-forms.service.js';
import { SessionCodes } from './session-codes.service.js';
import { SessionReader } from '../reading/session-reader.service.js';
import { rollUpOf, UnattendedService } from './unattended.service.js';
import { WaitingLimits } from '../session/persistence/waiting-limits.js';

export interface ChatAsked {
  institutionId: string;
  patron: { name: string; email: string | null };
  question: string;
  fields: Record<string, string>;
  page: string | null;
  language: string | null;
  /** Languages the patron reads, the best first. */
  wanted: readonly string[];
  practice: boolean;
  tokenHash: string;
  networkMark: string;
}

@Injectable()
export class SessionsService {
  constructor(
    private readonly sessions: Sessions,
    private readonly waitingLimits: WaitingLimits,
    private readonly queries: SessionsQueries,
    private readonly reader: SessionReader,
    private readonly unattended: UnattendedService,
    private readonly lines: Lines,
    private readonly transfers: Transfers,
    private readonly monitors: MonitorsService,
    private readonly forms: ChatForms,
    private readonly availability: AvailabilityService,
    private readonly directory: Directory,
    private readonly codes: SessionCodes,
    private readonly notes: Notes,
    private readonly transactions: Transactions,
    private readonly live: Live,
    private readonly clock: Clock,
  ) {}

  async request({ wanted, ...asked }: ChatAsked): Promise<Session> {
    const institution = await this.directory.institution(asked.institutionId);
    if (!institution) throw new NotFound('institution');
    if (institution.profileStatus !== 'closed') mustFillIn(await this.forms.of(institution), asked.fields);
    const { open, nextOpening } = await this.availability.chainOf(institution.id, asked.practice);
    const queueIds = open.map((queue) => queue.id);
    const { subscriptionGroupId } = institution;
    const most = await this.directory.setting('chat-waiting', subscriptionGroupId);
    const times = await this.directory.setting('chat-times', subscriptionGroupId);
    const cap = await this.monitors.capOf(subscriptionGroupId);
    const closedPage = await this.directory.worded('chat-closed-page', institution, wanted);
    // The web form of a closed library refuses too.
    const askForm =
      institution.profileStatus === 'closed'
        ? null
        : askFormOf(institution.id, await this.directory.worded('ask-form', institution, wanted));

    return this.transactions.run(async (tx) => {
      if (!(await this.monitors.someone(tx, queueIds))) {
        throw new ChatClosed({ closedPage, askForm, nextOpening, timeZone: institution.timeZone });
      }
      await this.waitingLimits.mustAllow(tx, asked, most);
      const at = { queueIds, subscriptionGroupId, language: asked.language };
      const local = !asked.practice && (await this.monitors.someoneLocal(tx, at, cap));
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
      await this.unattended.watch(session, tx);
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
        session.accept({ ...participantOf(librarian), name: shift.shownAs }, this.clock.now());
        await this.unattended.stopWaiting(session, tx);
        await this.say(tx, session, 'entered', { ...librarian, name: shift.shownAs });
      });
    });
  }

  /** The patron gives up waiting, or ends the chat (B37). */
  async endForPatron(id: string, tokenHash: string): Promise<Session> {
    await this.reader.read(id, { kind: 'patron', tokenHash });
    return this.unattended.endForPatron(id);
  }

  /** Takes a request that is offered to the librarian out of the line (A14, row 9), or ends a chat (B36). */
  async dismiss(
    id: string,
    librarian: Librarian,
    reason: DismissReason,
    text: string | null,
  ): Promise<Session> {
    if (reason === 'other' && text === null) throw new OtherInWords();
    const session = await this.queries.byId(id);
    const inChat =
      session?.status === 'active' && session.present.some((p) => p.librarianId === librarian.id);
    if (inChat) return this.dismissChat(id, librarian, reason, text);
    const shift = await this.monitors.holding(librarian);
    await this.mustBeOffered(id, shift);
    return this.sessions.change(id, async (session, tx) => {
      if (!session.isOfferedTo(shift)) throw new NotFound('session');
      session.dismiss(participantOf(librarian), reason, this.clock.now());
      await this.unattended.stopWaiting(session, tx);
      if (text !== null) await this.noteWhy(tx, id, librarian, reason, text);
      tx.afterCommit(() => this.live.sessionChanged(session));
    });
  }

  /** In three-way it goes on with the colleague, as after Leave. */
  private async dismissChat(
    id: string,
    librarian: Librarian,
    reason: DismissReason,
    text: string | null,
  ): Promise<Session> {
    return this.sessions.change(id, async (session, tx) => {
      const now = this.clock.now();
      await this.noteWhy(tx, id, librarian, reason, text);
      if (session.present.length > 1) {
        const { name } = session.leave(librarian.id, now);
        return this.say(tx, session, 'left', { ...librarian, name });
      }
      session.dismissChat(librarian.id, reason, await this.lines.written(tx.manager, id), now);
      await this.transfers.cancelOpen(tx.manager, id, librarian.id, now);
      if (session.patronLeftAt) await this.unattended.unwatch(session, tx);
      tx.afterCommit(() => this.live.sessionChanged(session));
    });
  }

  /** For staff alone, with what else was said beside the session. */
  private async noteWhy(
    tx: Transaction,
    sessionId: string,
    { id, name }: Librarian,
    reason: DismissReason,
    text: string | null,
  ): Promise<void> {
    const note = {
      kind: 'instant-message' as const,
      sessionId,
      authorId: id,
      authorName: name,
      toId: null,
      queueId: null,
    };
    const words = `Dismissed: ${reason}${text === null ? '' : `. ${text}`}`;
    await this.notes.add({ ...note, text: words }, tx.manager);
  }

  /** The patron's group says which codes are used (B4, R58). */
  async end(id: string, librarian: Librarian, how: Omit<Ending, 'forbidden'>): Promise<Session> {
    await this.codes.mustFit(id, librarian, how.descriptiveCodes);
    return this.sessions.change(id, async (session, tx) => {
      const { forbidden } = await this.directory.setting('resolution-codes', session.subscriptionGroupId);
      const messages = await this.lines.written(tx.manager, id);
      const now = this.clock.now();
      session.end(librarian.id, { ...how, forbidden, messages }, now);
      await this.transfers.cancelOpen(tx.manager, id, librarian.id, now);
      if (session.patronLeftAt) await this.unattended.unwatch(session, tx);
      tx.afterCommit(() => this.live.sessionChanged(session));
    });
  }

  async codesOf(id: string, librarian: Librarian) {
    const session = await this.reader.readAsParty(id, { kind: 'librarian', ...librarian });
    const { forbidden, help } = await this.rulesOf(id);
    return resolutionCodes.map((code) => ({
      code,
      allowed: session.practice === (code === 'practice') && !forbidden.includes(code),
      help: help.find((each) => each.code === code)?.text ?? null,
    }));
  }

  async leave(id: string, librarian: Librarian): Promise<Session> {
    return this.sessions.change(id, async (session, tx) => {
      const { name } = session.leave(librarian.id, this.clock.now());
      await this.say(tx, session, 'left', { ...librarian, name });
    });
  }

  private async rulesOf(id: string) {
    const session = await this.queries.byId(id);
    if (!session) throw new NotFound('session');
    return this.directory.setting('resolution-codes', session.subscriptionGroupId);
  }

  /** Checked before the librarian's row is locked, so that the refusal names the winner and not the cap. */
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

const participantOf = ({ id, institutionId, name }: Librarian) => ({ librarianId: id, institutionId, name });
