export type Happening =
  | 'created'
  | 'claimed'
  | 'unclaimed'
  | 'assigned'
  | 'noted'
  | 'answered'
  | 'referred'
  | 'returned'
  | 'withdrawn'
  | 'shared'
  | 'closed'
  | 'reopened';

/** One line of a question's history: who, when, what and why. Lines are only ever added. */
export class HistoryLine {
  id!: string;
  questionId!: string;
  at!: Date;
  actorId: string | null = null;
  institutionId: string | null = null;
  what!: Happening;
  why: string | null = null;
  /** Ids and codes that say what it was about. */
  about: Record<string, string | null> = {};
}

export type MessageKind = 'answer' | 'note';
export type DeliveredBy = 'mail' | 'telephone' | 'desk';

/** Words that were written about a question after it was asked. */
export class Message {
  id!: string;
  questionId!: string;
  kind!: MessageKind;
  at!: Date;
  authorId: string | null = null;
  institutionId: string | null = null;
  text!: string;
  deliveredBy: DeliveredBy | null = null;
}
