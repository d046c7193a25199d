import type { HoldingState } from '@carrel/contracts';

export type Status = 'new' | 'pending' | 'answered' | 'closed';
export type Relation = 'home' | 'chatting' | 'claimer' | 'sender' | 'receiver';
export type WaitingOn = 'library' | 'expert' | 'address' | 'patron';

/** The effect of a move on one library's holding; status null: in no list, without assignee. */
export interface Change {
  readonly status: Status | null;
  readonly assignee: 'actor' | 'nobody' | 'kept' | 'actor if none';
  readonly waitingOn?: WaitingOn;
  /** Leaves other standings as they are: `open` is New or Pending, `listed` any status. */
  readonly only?: 'open' | 'listed';
}

export const unlisted: Change = { status: null, assignee: 'nobody' };
export const noLongerOpen: Change = { ...unlisted, only: 'open' };
export const newFor = {
  actor: { status: 'new', assignee: 'actor' },
  nobody: { status: 'new', assignee: 'nobody' },
  whoHadIt: { status: 'new', assignee: 'kept' },
} as const satisfies Record<string, Change>;
export const waits = {
  unassigned: { status: 'pending', assignee: 'nobody', waitingOn: 'library' },
  assigned: { status: 'pending', assignee: 'kept', waitingOn: 'library' },
  onExpert: { status: 'pending', assignee: 'kept', waitingOn: 'expert' },
  onAddress: { status: 'pending', assignee: 'kept', waitingOn: 'address' },
  onPatron: { status: 'pending', assignee: 'actor', waitingOn: 'patron' },
} as const satisfies Record<string, Change>;
export const answeredBy = {
  actor: { status: 'answered', assignee: 'actor' },
  actorIfNone: { status: 'answered', assignee: 'actor if none' },
  nobody: { status: 'answered', assignee: 'nobody' },
  another: { status: 'answered', assignee: 'kept', only: 'open' },
} as const satisfies Record<string, Change>;
export const closedBy = {
  actor: { status: 'closed', assignee: 'actor' },
  nobody: { status: 'closed', assignee: 'nobody' },
  another: { status: 'closed', assignee: 'kept', only: 'listed' },
} as const satisfies Record<string, Change>;

/** The standing a referral found at its receiver and gives back when it ends without an answer. */
export interface Before {
  readonly status: Status | null;
  readonly assigneeId: string | null;
  readonly waitingOn: WaitingOn | null;
}

/** One library's standing on one question (B6). All lists are lists of holdings. */
export class Holding {
  questionId!: string;
  institutionId!: string;
  relations: Relation[] = [];
  status: Status | null = null;
  assigneeId: string | null = null;
  waitingOn: WaitingOn | null = null;
  // The rest repeats what the question knows, so that one index serves each list.
  updatedAt!: Date;
  archivedAt: Date | null = null;
  /** Belongs in the Referred list (R64, R104). */
  referred = false;
  /** This library only lent a librarian to another's patron (R128). */
  onlyChatted = false;

  static of(questionId: string, institutionId: string, ...relations: Relation[]): Holding {
    return Object.assign(new Holding(), { questionId, institutionId, relations });
  }

  get open(): boolean {
    return this.status === 'new' || this.status === 'pending';
  }

  /** This library is the one to act. */
  get hasTurn(): boolean {
    return this.status === 'new' || (this.status === 'pending' && this.waitingOn !== 'library');
  }

  addRelation(relation: Relation): void {
    if (!this.relations.includes(relation)) this.relations.push(relation);
  }

  apply(change: Change, actorId: string | null): void {
    if (change.only === 'open' && !this.open) return;
    if (change.only === 'listed' && this.status === null) return;
    this.status = change.status;
    this.waitingOn = change.waitingOn ?? null;
    if (change.assignee === 'nobody') this.assigneeId = null;
    if (change.assignee === 'actor') this.assigneeId = actorId;
    if (change.assignee === 'actor if none') this.assigneeId ??= actorId;
  }

  snapshot(): Before {
    return { status: this.status, assigneeId: this.assigneeId, waitingOn: this.waitingOn };
  }

  /** Brings up to date what follows from the question as a whole. */
  refresh(now: Date, chain: { sent: boolean; referred: boolean }): void {
    if (chain.sent) this.addRelation('sender');
    else this.relations = this.relations.filter((r) => r !== 'sender');
    this.onlyChatted = this.relations.join() === 'chatting';
    Object.assign(this, { referred: chain.referred, updatedAt: now, archivedAt: null });
  }

  facts(): HoldingState {
    const { institutionId, relations, status, assigneeId, waitingOn } = this;
    return { institutionId, relations: [...relations], status, assigneeId, waitingOn };
  }
}
