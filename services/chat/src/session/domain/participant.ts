/** A librarian's stay in a session; the name is the one shown to the patron. */
export interface Participant {
  librarianId: string;
  institutionId: string;
  name: string;
  enteredAt: Date;
  leftAt: Date | null;
}

export type Joining = Omit<Participant, 'enteredAt' | 'leftAt'>;

/** What each contributed, all their stays together: statistics credit every participant (A13). */
export function handledBy(participants: readonly Participant[], now: Date) {
  const handled = new Map<string, { librarianId: string; institutionId: string; handledMs: number }>();
  for (const { librarianId, institutionId, enteredAt, leftAt } of participants) {
    const before = handled.get(librarianId)?.handledMs ?? 0;
    const handledMs = before + (leftAt ?? now).getTime() - enteredAt.getTime();
    handled.set(librarianId, { librarianId, institutionId, handledMs });
  }
  return [...handled.values()];
}

/** The offer on which a second librarian joins. */
export interface TransferTaken {
  id: string;
  fromLibrarianId: string;
  toQueueId: string | null;
  reasonCode: string | null;
}
