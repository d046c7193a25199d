import type { ResolutionCode } from '@carrel/contracts';
import { Aggregate, NotFound } from '@carrel/kernel';
import { lawful, type Move, type SessionStatus } from './moves.js';
import { handledBy, type Joining, type Participant, type TransferTaken } from './participant.js';
import { AlreadyAccepted, NotInThisState, OnlyOneHere, ThreeWay } from './refusals.js';
import { mustFit, type Ending } from './resolution.js';
import type { SessionRequest } from './session-request.js';

/** One patron's chat, from the request to its end. Its lines are in the transcript. */
export class Session extends Aggregate {
  institutionId!: string;
  subscriptionGroupId!: string;
  queueIds!: string[];
  practice!: boolean;
  patronName!: string;
  patronEmail!: string | null;
  tokenHash!: string;
  question!: string;
  fields!: Record<string, string>;
  status!: SessionStatus;
  offeredTo!: 'local' | 'everyone';
  /** When the cooperative is asked at the latest; null once everyone is. */
  releaseAt!: Date | null;
  requestedAt!: Date;
  acceptedAt!: Date | null;
  endedAt!: Date | null;
  resolution!: ResolutionCode | null;
  participants!: Participant[];

  static request(from: SessionRequest, now: Date): Session {
    const { patron, localFirstMs, ...rest } = from;
    const held = localFirstMs !== null && localFirstMs > 0;
    const session = Object.assign(new Session(), rest, {
      patronName: patron.name,
      patronEmail: patron.email,
      status: 'waiting' as const,
      offeredTo: held ? ('local' as const) : ('everyone' as const),
      releaseAt: held ? new Date(now.getTime() + localFirstMs) : null,
      requestedAt: now,
      acceptedAt: null,
      endedAt: null,
      resolution: null,
      participants: [],
    });
    session.record('session.requested.v1', { ...session.reference, queueId: from.queueIds[0] }, now);
    return session;
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

  /** The first Yes wins; everyone after hears who that was (F3). */
  accept(by: Joining, now: Date): void {
    this.mustBeOpenToAccept();
    this.status = 'active';
    this.acceptedAt = now;
    this.releaseAt = null;
    this.participants = [{ ...by, enteredAt: now, leftAt: null }];
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
    const winner = this.participants[0];
    if (winner && this.status === 'active') throw new AlreadyAccepted(winner);
    this.must('accept');
  }

  /** The patron gives up waiting. */
  abandon(now: Date): void {
    this.must('abandon');
    this.status = 'abandoned';
    this.endedAt = now;
    this.releaseAt = null;
    const { noContact } = this;
    this.record('session.abandoned.v1', { ...this.reference, noContact, waitedMs: this.waitedMs(now) }, now);
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

  /** Goes out of the session, which goes on with the other librarian (R40). */
  leave(librarianId: string, now: Date): Participant {
    const me = this.presenceOf(librarianId);
    this.must('leave');
    if (this.present.length < 2) throw new OnlyOneHere();
    this.participants = this.participants.map((p) => (p === me ? { ...p, leftAt: now } : p));
    return me;
  }

  /** Ends with a code (R44). The one who ends is the one whose code counts (A13). */
  end(librarianId: string, how: Ending & { messages: number }, now: Date): void {
    const me = this.mustBeAlone(librarianId);
    mustFit(how, this);
    this.status = 'ended';
    this.endedAt = now;
    this.resolution = how.resolution;
    this.record(
      'session.ended.v1',
      {
        ...this.reference,
        resolution: how.resolution,
        endedBy: 'librarian',
        librarianId: me.librarianId,
        librarianInstitutionId: me.institutionId,
        noContact: this.noContact,
        startedAt: this.startedAt.toISOString(),
        endedAt: now.toISOString(),
        messages: how.messages,
        participants: handledBy(this.participants, now),
      },
      now,
    );
  }

  /** Librarians in the session now, or at its end. */
  get present(): Participant[] {
    return this.participants.filter((p) => p.leftAt === null);
  }

  get noContact(): boolean {
    return this.patronEmail === null;
  }

  get startedAt(): Date {
    return this.acceptedAt ?? this.requestedAt;
  }

  private waitedMs(now: Date): number {
    return now.getTime() - this.requestedAt.getTime();
  }

  /** One who is not in the session, or left it, may not know of it. */
  presenceOf(librarianId: string): Participant {
    const me = this.present.find((p) => p.librarianId === librarianId);
    if (!me) throw new NotFound('session');
    return me;
  }

  private get reference() {
    return { sessionId: this.id, institutionId: this.institutionId, practice: this.practice };
  }

  private must(move: Move): void {
    if (this.status !== lawful[move]) throw new NotInThisState(this.status);
  }
}
