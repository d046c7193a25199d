import type { ResolutionCode } from '@carrel/contracts';
import { Aggregate, NotFound } from '@carrel/kernel';
import {
  AlreadyAccepted,
  NoContact,
  NotInThisState,
  OnlyOneHere,
  PracticeCode,
  ThreeWay,
} from './refusals.js';

export type SessionStatus = 'waiting' | 'active' | 'ended' | 'abandoned';
type Move = 'accept' | 'roll-up' | 'abandon' | 'join' | 'leave' | 'end';

/** The lawful moves; whatever is not here is refused. */
const lawful: Record<Move, SessionStatus> = {
  accept: 'waiting',
  'roll-up': 'waiting',
  abandon: 'waiting',
  join: 'active',
  leave: 'active',
  end: 'active',
};

/** A librarian's stay in a session; the name is the one shown to the patron. */
export interface Participant {
  librarianId: string;
  institutionId: string;
  name: string;
  enteredAt: Date;
  leftAt: Date | null;
}

export interface SessionRequest {
  id: string;
  institutionId: string;
  subscriptionGroupId: string;
  /** The queues that carry the request, the library's own first. */
  queueIds: [string, ...string[]];
  practice: boolean;
  patron: { name: string; email: string | null };
  tokenHash: string;
  question: string;
  fields: Record<string, string>;
  /** Held back from the cooperative for so long; null offers it to everyone at once (A8, B5). */
  localFirstMs: number | null;
}

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
    const held = from.localFirstMs !== null && from.localFirstMs > 0;
    const session = Object.assign(new Session(), {
      id: from.id,
      institutionId: from.institutionId,
      subscriptionGroupId: from.subscriptionGroupId,
      queueIds: from.queueIds,
      practice: from.practice,
      patronName: from.patron.name,
      patronEmail: from.patron.email,
      tokenHash: from.tokenHash,
      question: from.question,
      fields: from.fields,
      status: 'waiting' as const,
      offeredTo: held ? ('local' as const) : ('everyone' as const),
      releaseAt: held ? new Date(now.getTime() + (from.localFirstMs ?? 0)) : null,
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
  accept(by: Omit<Participant, 'enteredAt' | 'leftAt'>, now: Date): void {
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
        waitedMs: now.getTime() - this.requestedAt.getTime(),
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
    const waitedMs = now.getTime() - this.requestedAt.getTime();
    this.record('session.abandoned.v1', { ...this.reference, noContact: this.noContact, waitedMs }, now);
  }

  /** A second librarian joins on a transfer: a three-way talk until one leaves (R38). */
  join(
    by: Omit<Participant, 'enteredAt' | 'leftAt'>,
    transfer: { id: string; fromLibrarianId: string; toQueueId: string | null; reasonCode: string | null },
    now: Date,
  ): void {
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
    this.must('leave');
    const me = this.presenceOf(librarianId);
    if (this.present.length < 2) throw new OnlyOneHere();
    this.participants = this.participants.map((p) => (p === me ? { ...p, leftAt: now } : p));
    return me;
  }

  /** Ends with a code (R44). The one who ends is the one whose code counts (A13). */
  end(
    librarianId: string,
    how: { resolution: ResolutionCode; noContactConfirmed: boolean; messages: number },
    now: Date,
  ): void {
    const me = this.mustBeAlone(librarianId);
    if (this.practice !== (how.resolution === 'practice')) throw new PracticeCode(this.practice);
    const followup = how.resolution === 'followup-by-me' || how.resolution === 'followup-by-patron-library';
    if (followup && this.noContact && !how.noContactConfirmed) throw new NoContact(how.resolution);

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
        participants: this.participants.map((p) => ({
          librarianId: p.librarianId,
          institutionId: p.institutionId,
          handledMs: (p.leftAt ?? now).getTime() - p.enteredAt.getTime(),
        })),
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
