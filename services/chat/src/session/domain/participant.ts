/** A librarian's stay in a session; the name is the one shown to the patron. */
export interface Participant {
  librarianId: string;
  institutionId: string;
  name: string;
  enteredAt: Date;
  leftAt: Date | null;
}

export type Joining = Omit<Participant, 'enteredAt' | 'leftAt'>;

/** What each contributed: statistics credit every participant with the time handled (A13). */
export function handledBy(participants: readonly Participant[], now: Date) {
  return participants.map((p) => ({
    librarianId: p.librarianId,
    institutionId: p.institutionId,
    handledMs: (p.leftAt ?? now).getTime() - p.enteredAt.getTime(),
  }));
}

/** The offer on which a second librarian joins. */
export interface TransferTaken {
  id: string;
  fromLibrarianId: string;
  toQueueId: string | null;
  reasonCode: string | null;
}
