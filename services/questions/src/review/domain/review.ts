import { Refusal } from '@carrel/kernel';

/** What a reviewer found of one behaviour of the checklist. */
export const verdicts = ['yes', 'no', 'not-applicable'] as const;
export type Verdict = (typeof verdicts)[number];

export interface Review {
  readonly questionId: string;
  /** The reviewer's library; each library reviews a question once and may correct itself. */
  readonly institutionId: string;
  readonly reviewerId: string;
  readonly at: Date;
  readonly marks: Readonly<Record<string, Verdict>>;
  readonly comment: string | null;
  /** The librarian who chatted, of whichever library, when he or she is to read this. */
  readonly feedbackToId: string | null;
}

/** Whether the librarian reads something in it that the one before did not say. */
export const hasNewsFor = (librarianId: string, review: Review, before: Review | undefined): boolean =>
  before?.feedbackToId !== librarianId ||
  before.comment !== review.comment ||
  !sameMarks(before.marks, review.marks);

const sameMarks = (a: Review['marks'], b: Review['marks']): boolean =>
  Object.keys({ ...a, ...b }).every((key) => a[key] === b[key]);

class NotOnTheChecklist extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'not-on-the-checklist';
  constructor(keys: readonly string[]) {
    super("The checklist of your library's group has no such behaviour.", { keys });
  }
}
export class NobodyChatted extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'nobody-chatted';
  constructor() {
    super('Nobody chatted in this question who could be given feedback.');
  }
}

/** R80: marks are given for behaviours of the checklist alone. */
export function mustBeOn(checklist: readonly { key: string }[], marks: Review['marks']): void {
  const unknown = Object.keys(marks).filter((key) => !checklist.some((item) => item.key === key));
  if (unknown.length) throw new NotOnTheChecklist(unknown);
}
