import type { ResolutionCode } from '@carrel/contracts';
import { Aggregate, NotFound } from '@carrel/kernel';
import { lawful, type Move, type SessionStatus } from './moves.js';
import { handledBy, type Joining, type Participant, type TransferTaken } from './participant.js';
import { AlreadyAccepted, NotInThisState, OnlyOneHere, ReasonNotInChat, ThreeWay } from './refusals.js';
import {
  mustFit,
  reasonsInChat,
  systemCode,
  type Closing,
  type DismissReason,
  type Ending,
} from './resolution.js';
import type { SessionRequest } from './session-request.js';

/** Places a session before all that wait: no request waits for a day. */
const AHEAD_OF_ALL_MS = 24 * 3_600_000;

export interface ContactCorrected {
  name?: string | undefined;
  email?: string | null | undefined;
  promisedAt?: Date | null | undefined;
}

/** One patron's request and chat, from the request to its end. Its lines are in the transcript. */
export class Session extends Aggregate {
  institutionId!: string;
  subscriptionGroupId!: string;
  queueIds!: string[];
  practice!: boolean;
  patronName!: string;
  patronEmail!: string | null;
  tokenHash!: string;
  /** A keyed hash of the network it came from, as long as the library's clock lets it be kept. */
  networkMark!: string | null;
  question!: string;
  fields!: Record<string, string>;
  /** Where the patron asked from, as long as the identity is kept. */
  page!: string | null;
  /** The patron's language, a tag of BCP 47. */
  language!: string | null;
  status!: SessionStatus;
  offeredTo!: 'local' | 'everyone';
  /** When the cooperative is asked at the latest; null once everyone is. */
  releaseAt!: Date | null;
  requestedAt!: Date;
  /** Start of the wait: the request, or the loss of its librarian. */
  queuedAt!: Date;
  /** The order of the line (F5). */
  placeAt!: Date;
  endedAt!: Date | null;
  resolution!: ResolutionCode | null;
  dismissReason!: DismissReason | null;
  /** The patron's last line; the transcript keeps it. */
  readonly patronActiveAt?: Date | null;
  /** The patron's last sign of life, an open stream or a poll. */
  readonly patronSeenAt?: Date | null;
  /** Since when a librarian attends it. */
  acceptedAt!: Date | null;
  participants!: Participant[];
  /** What it was about, coded at the end. */
  descriptiveCodes!: string[];
  /** When the answer is due, as promised to the patron (R24). */
  promisedAt!: Date | null;
  /** When the patron ended the chat, which then waits for a librarian's code (B37). */
  patronLeftAt!: Date | null;

  static request(from: SessionRequest, now: Date): Session {
    const session = Object.assign(new Session(), {
      acceptedAt: null,
      participants: [],
      descriptiveCodes: [],
      promisedAt: null,
      patronLeftAt: null,
    });
    session.begin(from, now);
    return session;
  }

  /** The first to accept wins; later ones are refused with the winner's name (F3). */
  accept(by: Joining, now: Date): void {
    this.mustBeOpenToAccept();
    this.status = 'active';
    this.acceptedAt = now;
    this.releaseAt = null;
    this.participants = [...this.participants, { ...by, enteredAt: now, leftAt: null }];
    this.record(
      'session.accepted.v1',
      {
        ...this.reference,
        librarianId: by.librarianId,
        librarianInstitutionId: by.institutionId,
        waitedMs: this.waitedMs(now),
      },
      now,
    );
  }

  mustBeOpenToAccept(): void {
    const winner = this.present[0];
    if (winner && this.status === 'active') throw new AlreadyAccepted(winner);
    this.must('accept');
  }

  /** A second librarian joins on a transfer: a three-way talk until one leaves (R38). */
  join(by: Joining, transfer: TransferTaken, now: Date): void {
    this.must('join');
    this.participants = [...this.participants, { ...by, enteredAt: now, leftAt: null }];
    this.record(
      'session.transferred.v1',
      {
        ...this.reference,
        transferId: transfer.id,
        fromLibrarianId: transfer.fromLibrarianId,
        toLibrarianId: by.librarianId,
        toInstitutionId: by.institutionId,
        toQueueId: transfer.toQueueId,
        reasonCode: transfer.reasonCode,
      },
      now,
    );
  }

  /** Only the one librarian of a session transfers or ends it (R31, R39, A12). */
  mustBeAlone(librarianId: string): Participant {
    const me = this.presenceOf(librarianId);
    this.must('end');
    const others = this.present.filter((p) => p !== me);
    if (others.length > 0) throw new ThreeWay(others);
    return me;
  }

  /** Whoever attends it may work on it while it lasts. */
  mustAttend(librarianId: string): Participant {
    const me = this.presenceOf(librarianId);
    this.must('attend');
    return me;
  }

  /** Whether its patron may write into it. */
  mustAcceptFromPatron(): void {
    this.must('write');
    if (this.patronLeftAt) throw new NotInThisState('ended');
  }

  /**
   * The patron ends the chat (B37). Where librarians are in, one of them codes it; a request that waits is over at once.
   * @returns whether that is anything new
   */
  endForPatron(messages: number, now: Date): boolean {
    this.must('patron-ends');
    if (this.patronLeftAt) return false;
    if (this.status === 'waiting') this.giveUp(messages, now);
    else this.patronLeftAt = now;
    return true;
  }

  /** Contact details as the patron gives them in the talk, and when the answer is promised for (R24). */
  correctContact(librarianId: string, contact: ContactCorrected): void {
    this.mustAttend(librarianId);
    this.keepContact(contact);
  }

  /** The same by the patron, as long as the chat lasts and after it (B38). */
  correctOwnContact({ name, email }: Pick<ContactCorrected, 'name' | 'email'>): void {
    this.keepContact({ name, email });
  }

  private keepContact(contact: ContactCorrected): void {
    if (contact.name !== undefined) this.patronName = contact.name;
    if (contact.email !== undefined) this.patronEmail = contact.email;
    if (contact.promisedAt !== undefined) this.promisedAt = contact.promisedAt;
  }

  /** One of two librarians may go; the last one ends it. */
  mustBeAbleToLeave(librarianId: string): Participant {
    const me = this.presenceOf(librarianId);
    this.must('leave');
    if (this.present.length < 2) throw new OnlyOneHere();
    return me;
  }

  /** Goes out of the session, which goes on with the other librarian (R40). */
  leave(librarianId: string, now: Date): Participant {
    const me = this.mustBeAbleToLeave(librarianId);
    this.participants = this.participants.map((p) => (p === me ? { ...p, leftAt: now } : p));
    return me;
  }

  /**
   * A librarian who vanished is out. A colleague who is in goes on; without one the patron is first in line again
   * (A12, F6), unless the patron has ended the chat: then it is given up.
   */
  lose(librarianId: string, now: Date): Participant {
    this.must('lose');
    const gone = this.presenceOf(librarianId);
    this.participants = this.participants.map((p) => (p === gone ? { ...p, leftAt: now } : p));
    if (this.present.length === 0 && !this.patronLeftAt) this.backInLine(now);
    return gone;
  }

  /** Ends with a code (R44). The one who ends is the one whose code counts (A13). */
  end(librarianId: string, how: Ending & { messages: number }, now: Date): void {
    const me = this.mustBeAlone(librarianId);
    mustFit(how, this);
    this.descriptiveCodes = how.descriptiveCodes;
    const by = { librarianId: me.librarianId, librarianInstitutionId: me.institutionId };
    this.close({ ...how, endedBy: 'librarian', ...by }, now);
  }

  /** When a session that nobody attends, or codes, is over: its patron was silent, or gone, for so long (B8, B37). */
  unattendedUntil(minutes: number): Date {
    if (this.patronLeftAt) return new Date(this.patronLeftAt.getTime() + minutes * 60_000);
    const signs = [this.queuedAt, this.patronActiveAt, this.wasAttended ? null : this.patronSeenAt];
    const last = Math.max(...signs.map((at) => at?.getTime() ?? 0));
    return new Date(last + minutes * 60_000);
  }

  /** Nobody is there any more: what was attended ends (row 8), what never was is abandoned (row 10). */
  giveUp(messages: number, now: Date): void {
    this.must('give-up');
    if (this.status === 'active' && !this.patronLeftAt) throw new NotInThisState(this.status);
    if (!this.wasAttended) return this.abandon(now);
    const how = { resolution: systemCode(this), messages, endedBy: 'system' as const };
    this.close({ ...how, librarianId: null, librarianInstitutionId: null }, now);
  }

  /** Librarians in the session now, or at its end. */
  get present(): Participant[] {
    return this.participants.filter((p) => p.leftAt === null);
  }

  /** For the patron who ended it the chat is over, coded or not. */
  get statusForPatron(): SessionStatus {
    return this.status === 'active' && this.patronLeftAt ? 'ended' : this.status;
  }

  get startedAt(): Date {
    return this.participants[0]?.enteredAt ?? this.requestedAt;
  }

  /** After an answer, never after practice or a lost call (row 5, A15). */
  get surveyOffered(): boolean {
    return this.status === 'ended' && this.resolution === 'answered';
  }

  private get wasAttended(): boolean {
    return this.participants.length > 0;
  }

  /** One who is not in the session, or left it, may not know of it. */
  presenceOf(librarianId: string): Participant {
    const me = this.present.find((p) => p.librarianId === librarianId);
    if (!me) throw new NotFound('session');
    return me;
  }

  /** Every kind of end passes here, so that a session publishes its end once. */
  private close(how: Closing, now: Date): void {
    this.over('ended', now);
    this.resolution = how.resolution;
    this.record(
      'session.ended.v1',
      {
        ...this.reference,
        resolution: how.resolution,
        endedBy: how.endedBy,
        ...(this.dismissReason ? { dismissReason: this.dismissReason } : {}),
        librarianId: how.librarianId,
        librarianInstitutionId: how.librarianInstitutionId,
        noContact: this.noContact,
        startedAt: this.startedAt.toISOString(),
        endedAt: now.toISOString(),
        messages: how.messages,
        participants: handledBy(this.participants, now),
      },
      now,
    );
  }

  private begin(from: SessionRequest, now: Date): void {
    const { patron, localFirstMs, ...rest } = from;
    const held = localFirstMs !== null && localFirstMs > 0;
    Object.assign(this, rest, {
      patronName: patron.name,
      patronEmail: patron.email,
      status: 'waiting' as const,
      offeredTo: held ? ('local' as const) : ('everyone' as const),
      releaseAt: held ? new Date(now.getTime() + localFirstMs) : null,
      requestedAt: now,
      queuedAt: now,
      placeAt: now,
      endedAt: null,
      resolution: null,
      dismissReason: null,
    });
    const [queueId] = from.queueIds;
    if (queueId === undefined) throw new Error('a request goes to a queue');
    this.record('session.requested.v1', { ...this.reference, queueId }, now);
  }

  /** Who may see and take the request: those on one of its queues, the patron's own group first (B5). */
  isOfferedTo(monitor: { subscriptionGroupId: string; queueIds: readonly string[] }): boolean {
    const local = monitor.subscriptionGroupId === this.subscriptionGroupId;
    return (
      (local || this.offeredTo === 'everyone') && monitor.queueIds.some((id) => this.queueIds.includes(id))
    );
  }

  /** Waits for a local librarian before the cooperative is asked. */
  get heldBack(): boolean {
    return this.status === 'waiting' && this.offeredTo === 'local';
  }

  /** Offers a request that was held back to the cooperative (A8). */
  rollUp(): void {
    this.must('roll-up');
    this.offeredTo = 'everyone';
    this.releaseAt = null;
  }

  /** The patron gives up waiting, or has been gone too long (row 10). */
  abandon(now: Date): void {
    this.must('abandon');
    this.over('abandoned', now);
    const { noContact } = this;
    this.record('session.abandoned.v1', { ...this.reference, noContact, waitedMs: this.waitedMs(now) }, now);
  }

  /** Dismisses a waiting request that needs no answer, with a reason (A14, row 9). */
  dismiss(by: { librarianId: string; institutionId: string }, reason: DismissReason, now: Date): void {
    this.must('dismiss');
    this.over('dismissed', now);
    this.dismissReason = reason;
    this.record(
      'session.dismissed.v1',
      {
        ...this.reference,
        librarianId: by.librarianId,
        librarianInstitutionId: by.institutionId,
        reasonCode: reason,
      },
      now,
    );
  }

  /** A request that waits, or a chat that the librarian is in. */
  mustBeOpenToDismiss(librarianId: string): void {
    if (this.status !== 'active') return this.must('dismiss');
    this.presenceOf(librarianId);
    this.must('dismiss-chat');
  }

  /** Ends a chat that needs no answer by its one librarian, as a lost call with the reason (B36). */
  dismissChat(librarianId: string, reason: DismissReason, messages: number, now: Date): void {
    this.mustBeOpenToDismiss(librarianId);
    const me = this.mustBeAlone(librarianId);
    if (!reasonsInChat.includes(reason)) throw new ReasonNotInChat(reasonsInChat);
    this.dismissReason = reason;
    const by = { librarianId: me.librarianId, librarianInstitutionId: me.institutionId };
    const resolution = this.practice ? ('practice' as const) : ('lost-call' as const);
    this.close({ resolution, messages, endedBy: 'librarian', ...by }, now);
  }

  /** Back in line, before everybody else and for everyone to take (F6, B16). */
  private backInLine(now: Date): void {
    this.status = 'waiting';
    this.offeredTo = 'everyone';
    this.releaseAt = null;
    this.queuedAt = now;
    this.placeAt = new Date(this.requestedAt.getTime() - AHEAD_OF_ALL_MS);
  }

  get noContact(): boolean {
    return this.patronEmail === null;
  }

  private waitedMs(now: Date): number {
    return now.getTime() - this.queuedAt.getTime();
  }

  private over(status: SessionStatus, now: Date): void {
    this.status = status;
    this.endedAt = now;
    this.releaseAt = null;
  }

  private get reference() {
    return { sessionId: this.id, institutionId: this.institutionId, practice: this.practice };
  }

  private must(move: Move): void {
    if (![lawful[move]].flat().includes(this.status)) throw new NotInThisState(this.status);
  }
}
