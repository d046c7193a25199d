import { Aggregate } from '@carrel/kernel';
import type { TakenOver } from '../../plan/domain/on-duty.js';
import { pointAt, type Check, type CheckPoint } from './check-points.js';
import { ChangedHands, DutyOver, NotBegun } from './refusals.js';

export interface Librarian {
  readonly accountId: string;
  readonly institutionId: string;
}

/** The record of one slot of a rota: checks, missed checks, takeover (R87). */
export class DutyRecord extends Aggregate {
  groupId!: string;
  lane!: string | null;
  from!: Date;
  to!: Date;
  checks!: Check[];
  takenOver!: TakenOver | null;
  /** When the gap was published. */
  gapNotifiedAt!: Date | null;
  startedAt: Date | null = null;

  static of(id: string, groupId: string, slot: { lane: string | null; from: Date; to: Date }): DutyRecord {
    const { lane, from, to } = slot;
    return Object.assign(new DutyRecord(), {
      id,
      groupId,
      lane,
      from,
      to,
      checks: [],
      takenOver: null,
      gapNotifiedAt: null,
    });
  }

  /** A librarian of the library on duty has looked; looking more often than asked changes nothing. */
  check(by: Librarian, now: Date): CheckPoint {
    if (now < this.from) throw new NotBegun(this.from);
    if (now >= this.to) throw new DutyOver(this.to);
    const point = pointAt(this, now);
    if (this.has(point)) return point;
    const { accountId, institutionId } = by;
    this.checks = [...this.checks, { point, outcome: 'done', at: now, institutionId, accountId }];
    this.record(
      'duty.checked.v1',
      { ...this.stateFor(institutionId), checkPoint: point, actorId: accountId },
      now,
    );
    return point;
  }

  /** The duty starts. Published once. */
  start(institutionId: string, now: Date): void {
    if (this.startedAt) return;
    this.startedAt = now;
    this.record('duty.started.v1', this.stateFor(institutionId), now);
  }

  /** The time for it has passed and nobody checked. Published once. */
  miss(point: CheckPoint, institutionId: string, now: Date): void {
    if (this.has(point)) return;
    this.checks = [...this.checks, { point, outcome: 'missed', at: now, institutionId, accountId: null }];
    this.record('duty.missed.v1', { ...this.stateFor(institutionId), checkPoint: point }, now);
  }

  /** The time for it has passed with nothing in the list to look at: done by itself. Published once. */
  attest(point: CheckPoint, institutionId: string, now: Date): void {
    if (this.has(point)) return;
    const check: Check = { point, outcome: 'done', at: now, institutionId, accountId: null, byItself: true };
    this.checks = [...this.checks, check];
    this.record('duty.attested.v1', { ...this.stateFor(institutionId), checkPoint: point }, now);
  }

  /** Nobody has it and it is near. Published once; `institutionId` is the library the rota names. */
  recordGap(
    institutionId: string,
    reason: 'no-library' | 'library-not-able' | 'cover-open',
    now: Date,
  ): void {
    if (this.gapNotifiedAt) return;
    this.gapNotifiedAt = now;
    this.record('duty.uncovered.v1', { ...this.stateFor(institutionId), reasonCode: reason }, now);
  }

  /** `from` is the library that has it, as far as the caller has seen; it may have changed hands since. */
  takeOver(takenOver: Pick<TakenOver, 'of' | 'by' | 'because'>, from: string | null, now: Date): void {
    const last = this.takenOver?.of === takenOver.of ? this.takenOver.by : undefined;
    if (last !== undefined && last !== from) throw new ChangedHands(last);
    this.takenOver = { ...takenOver, from, at: now.toISOString() };
  }

  private has(point: CheckPoint): boolean {
    return this.checks.some((check) => check.point === point);
  }

  private stateFor(institutionId: string) {
    const { id, groupId, from, to } = this;
    return { dutyId: id, groupId, institutionId, from: from.toISOString(), to: to.toISOString() };
  }
}
