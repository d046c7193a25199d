import type { NoticeKind } from '@carrel/contracts';

/** Something that staff of these libraries, or these accounts, want to know; ids and times alone (B1). */
export interface Notice {
  readonly kind: NoticeKind;
  readonly institutionIds: readonly string[];
  readonly accountIds: readonly string[];
  readonly questionId: string | null;
  /** The number people say; not every event carries it. */
  readonly number: string | null;
  readonly referralId: string | null;
  readonly dutyId: string | null;
  readonly groupId: string | null;
  /** The library that did it, or to which it went. */
  readonly libraryId: string | null;
  readonly assigneeId: string | null;
  /** Who did it; he or she is not notified. */
  readonly byId: string | null;
  readonly dueAt: string | null;
}

/** As it is kept: `seq` grows in the order in which notices were committed. */
export interface KeptNotice extends Notice {
  readonly seq: number;
  readonly at: Date;
}
