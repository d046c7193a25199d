import { hasRoom, limitsFor, type Limits, type Load } from './cap.js';
import {
  CapReached,
  NotAvailable,
  NotOnShift,
  NotTrained,
  PracticeApart,
  SessionsOpen,
  ShiftElsewhere,
} from './refusals.js';

/** The states OFFLINE, MONITORING_AWAY and AVAILABLE (A9). */
export type Availability = 'available' | 'away' | 'offline';

/** After so long without a heartbeat a librarian counts as away; the job that checks runs a little later (B16: 45 s). */
export const VANISHED_AFTER_MS = 40_000;

/** A librarian who is still silent then loses the sessions: between 60 and 90 s (B16). */
const LOST_AFTER_MS = 65_000;

export interface Librarian {
  id: string;
  institutionId: string;
  subscriptionGroupId: string;
  name: string;
  /** Which sign-in the calls come from: a shift belongs to one (B13). */
  signIn: string;
}

export interface ShiftWanted {
  availability: 'available' | 'away';
  queues: { id: string; kind: string }[];
  trained: boolean;
  takeOver: boolean;
  personalLimit: number | null;
  screenName: string | null;
  languages: string[];
}

/** One account's place at the desk: which queues it monitors, from which sign-in, and whether it is there. */
export class Monitor {
  accountId!: string;
  institutionId!: string;
  subscriptionGroupId!: string;
  name!: string;
  signIn!: string | null;
  availability!: Availability;
  queueIds!: string[];
  /** Patrons at once, where the librarian wants fewer than the group allows (R14). */
  personalLimit!: number | null;
  /** Alias that patrons see instead of the name; it may name a place. */
  screenName!: string | null;
  /** In which he or she answers; tags of BCP 47, none where it is not known. */
  languages!: string[];
  startedAt!: Date | null;
  lastSeenAt!: Date;
  /** Set while a librarian on shift sends no heartbeat. */
  vanishedAt!: Date | null;

  /** Starts the shift, changes it, or moves it to another sign-in that says so (R4, R10, B13). */
  takeShift(librarian: Librarian, wanted: ShiftWanted, now: Date): void {
    if (this.isHeldByAnother(librarian.signIn) && !wanted.takeOver) {
      throw new ShiftElsewhere(this.startedAt, this.lastSeenAt);
    }
    const practice = wanted.queues.filter((queue) => queue.kind === 'practice').length;
    if (practice > 0 && practice < wanted.queues.length) throw new PracticeApart();
    if (practice === 0 && !wanted.trained) throw new NotTrained();

    if (this.availability === 'offline') this.startedAt = now;
    this.signIn = librarian.signIn;
    this.name = librarian.name;
    this.institutionId = librarian.institutionId;
    this.subscriptionGroupId = librarian.subscriptionGroupId;
    this.availability = wanted.availability;
    this.queueIds = wanted.queues.map((queue) => queue.id);
    this.personalLimit = wanted.personalLimit;
    this.screenName = wanted.screenName;
    this.languages = wanted.languages;
    this.beSeen(now);
  }

  /** Logs out of the monitor, not of the system (R25, R26). No session stays with an offline account (F6). */
  logOut(signIn: string, openSessionIds: string[], now: Date): void {
    this.mustHold(signIn);
    if (openSessionIds.length > 0) throw new SessionsOpen(openSessionIds);
    this.availability = 'offline';
    this.queueIds = [];
    this.signIn = null;
    this.beSeen(now);
  }

  /** The library is closed: no more patrons, and no shift once the last chat is over (B42). */
  endForClosedLibrary(openSessionIds: string[]): void {
    this.queueIds = [];
    if (openSessionIds.length > 0) this.availability = 'away';
    else {
      this.availability = 'offline';
      this.signIn = null;
    }
  }

  /**
   * Its library belongs to fewer groups: these queues alone are left, and without any the shift ends as for a closed
   * library (B40). @returns whether that changed anything
   */
  keepQueues(ids: ReadonlySet<string>, openSessionIds: string[]): boolean {
    const left = this.queueIds.filter((id) => ids.has(id));
    if (left.length === this.queueIds.length) return false;
    if (left.length === 0) this.endForClosedLibrary(openSessionIds);
    else this.queueIds = left;
    return true;
  }

  /** Takes one more patron on (R14): available, from the sign-in that holds the shift, and under the cap. */
  takeOn(signIn: string, load: Load, limits: Limits, now: Date): void {
    this.mustHold(signIn);
    if (this.availability !== 'available') throw new NotAvailable();
    const mine = limitsFor(limits, this.personalLimit);
    if (!hasRoom(load, mine)) throw new CapReached(mine);
    this.beSeen(now);
  }

  mustHold(signIn: string): void {
    if (this.availability === 'offline') throw new NotOnShift();
    if (this.signIn !== signIn) throw new ShiftElsewhere(this.startedAt, this.lastSeenAt);
  }

  /** Records a sign of life; a librarian who had vanished is back in the former state, so short outages change nothing. */
  beSeen(now: Date): void {
    this.lastSeenAt = now;
    this.vanishedAt = null;
  }

  /** Away after too long without a heartbeat (B16). @returns whether that changed anything. */
  vanishIfSilent(now: Date): boolean {
    if (this.availability === 'offline' || this.vanishedAt || now < this.silentFrom) return false;
    this.vanishedAt = now;
    return true;
  }

  /** The name under which patrons meet this librarian. */
  get shownAs(): string {
    return this.screenName ?? this.name;
  }

  /** When silence will have lasted too long. */
  get silentFrom(): Date {
    return new Date(this.lastSeenAt.getTime() + VANISHED_AFTER_MS);
  }

  /** When the sessions of one who vanished go on without him or her. */
  get lostFrom(): Date {
    return new Date(this.lastSeenAt.getTime() + LOST_AFTER_MS);
  }

  /** Vanished for so long that the sessions are handed on. */
  isLost(now: Date): boolean {
    return this.vanishedAt !== null && now >= this.lostFrom;
  }

  /** What others see: one who vanished is away. */
  get standing(): Availability {
    return this.availability === 'available' && this.vanishedAt ? 'away' : this.availability;
  }

  /** Refused to a sign-in whose shift another one has taken over. */
  mustNotBeElsewhere(signIn: string): void {
    if (this.isHeldByAnother(signIn)) throw new ShiftElsewhere(this.startedAt, this.lastSeenAt);
  }

  private isHeldByAnother(signIn: string): boolean {
    return this.availability !== 'offline' && !this.vanishedAt && this.signIn !== signIn;
  }
}
