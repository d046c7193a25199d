import type { ResolutionCode } from '@carrel/contracts';
import { Aggregate } from '@carrel/kernel';
import { lawful, type Move, type SessionStatus } from './moves.js';
import type { DismissReason } from './dismissal.js';
import { NotInThisState } from './refusals.js';
import type { SessionRequest } from './session-request.js';

/** Before everybody who waits: nobody waits for a day. */
const AHEAD_OF_ALL_MS = 24 * 3_600_000;

/** A patron's request and its place in line: the part of a session that is waiting for a librarian. */
export abstract class Waiting extends Aggregate {
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
  status!: SessionStatus;
  offeredTo!: 'local' | 'everyone';
  /** When the cooperative is asked at the latest; null once everyone is. */
  releaseAt!: Date | null;
  requestedAt!: Date;
  /** Since when it waits: from the request, or since its librarian was lost. */
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

  protected begin(from: SessionRequest, now: Date): void {
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

  /** The patron gives up waiting, or is gone for so long that nobody is left to answer (row 10). */
  abandon(now: Date): void {
    this.must('abandon');
    this.over('abandoned', now);
    const { noContact } = this;
    this.record('session.abandoned.v1', { ...this.reference, noContact, waitedMs: this.waitedMs(now) }, now);
  }

  /** Takes a request that needs no answer out of the line, and says why (A14, row 9). */
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

  /** Back in line, before everybody else and for everyone to take (F6, B16). */
  protected backInLine(now: Date): void {
    this.status = 'waiting';
    this.offeredTo = 'everyone';
    this.releaseAt = null;
    this.queuedAt = now;
    this.placeAt = new Date(this.requestedAt.getTime() - AHEAD_OF_ALL_MS);
  }

  get noContact(): boolean {
    return this.patronEmail === null;
  }

  protected waitedMs(now: Date): number {
    return now.getTime() - this.queuedAt.getTime();
  }

  protected over(status: SessionStatus, now: Date): void {
    this.status = status;
    this.endedAt = now;
    this.releaseAt = null;
  }

  protected get reference() {
    return { sessionId: this.id, institutionId: this.institutionId, practice: this.practice };
  }

  protected must(move: Move): void {
    if (![lawful[move]].flat().includes(this.status)) throw new NotInThisState(this.status);
  }
}
