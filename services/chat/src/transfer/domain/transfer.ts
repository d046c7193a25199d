import { NotFound } from '@carrel/kernel';
import { NoTarget, TransferOver } from './refusals.js';

export type TransferStatus = 'offered' | 'accepted' | 'declined' | 'cancelled' | 'expired';

/** Reasons to choose from (R140). */
export const transferReasons = ['patrons-own-library', 'emergency', 'not-enough-time'] as const;
export type TransferReason = (typeof transferReasons)[number];

/** An offer nobody answers is over after so long (A11). */
const OFFERED_FOR_MS = 60_000;

export interface TransferAsked {
  id: string;
  sessionId: string;
  fromLibrarianId: string;
  fromName: string;
  toLibrarianId: string | null;
  toQueueId: string | null;
  reason: string;
  reasonCode: TransferReason | null;
}

/** The question to a colleague whether he or she will join a session. Until the Yes nothing changes (R36). */
export class Transfer {
  id!: string;
  sessionId!: string;
  fromLibrarianId!: string;
  fromName!: string;
  toLibrarianId!: string | null;
  toQueueId!: string | null;
  reason!: string;
  reasonCode!: TransferReason | null;
  status!: TransferStatus;
  offeredAt!: Date;
  expiresAt!: Date;
  decidedAt!: Date | null;
  decidedBy!: string | null;
  declineReason!: string | null;
  /** Those of the queue who said no; the others are still asked. */
  declinedBy!: string[];

  /** Who is asked hears why (R35). */
  static offer(asked: TransferAsked, now: Date): Transfer {
    if ((asked.toLibrarianId === null) === (asked.toQueueId === null)) throw new NoTarget();
    if (asked.toLibrarianId === asked.fromLibrarianId) throw new NoTarget();
    return Object.assign(new Transfer(), asked, {
      status: 'offered' as const,
      offeredAt: now,
      expiresAt: new Date(now.getTime() + OFFERED_FOR_MS),
      decidedAt: null,
      decidedBy: null,
      declineReason: null,
      declinedBy: [],
    });
  }

  /** Asked are the one librarian, or all who monitor the queue (A10); never the one who asks. */
  isOfferedTo(librarian: { id: string; queueIds: readonly string[] }): boolean {
    if (librarian.id === this.fromLibrarianId || this.declinedBy.includes(librarian.id)) return false;
    return this.toQueueId === null
      ? this.toLibrarianId === librarian.id
      : librarian.queueIds.includes(this.toQueueId);
  }

  /** The first Yes wins (A10). */
  accept(by: { id: string; queueIds: readonly string[] }, now: Date): void {
    this.mustBeAsked(by);
    this.decide('accepted', by.id, now);
  }

  /** One librarian's No ends the offer; one of a queue's leaves it to the others. */
  decline(by: { id: string; queueIds: readonly string[] }, reason: string | null, now: Date): void {
    this.mustBeAsked(by);
    if (this.toQueueId === null) {
      this.decide('declined', by.id, now);
      this.declineReason = reason;
    } else {
      this.mustBeOpen();
      this.declinedBy = [...this.declinedBy, by.id];
    }
  }

  cancel(by: string, now: Date): void {
    if (by !== this.fromLibrarianId) throw new NotFound('transfer');
    this.decide('cancelled', by, now);
  }

  expire(now: Date): void {
    this.decide('expired', null, now);
  }

  get open(): boolean {
    return this.status === 'offered';
  }

  private decide(status: TransferStatus, by: string | null, now: Date): void {
    this.mustBeOpen();
    this.status = status;
    this.decidedBy = by;
    this.decidedAt = now;
  }

  private mustBeOpen(): void {
    if (!this.open) throw new TransferOver(this.status, this.decidedBy);
  }

  private mustBeAsked(by: { id: string; queueIds: readonly string[] }): void {
    if (!this.isOfferedTo(by)) throw new NotFound('transfer');
  }
}
