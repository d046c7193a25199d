export const happenings = [
  'created',
  'claimed',
  'unclaimed',
  'assigned',
  'noted',
  'answered',
  'referred',
  'returned',
  'withdrawn',
  'shared',
  'closed',
  'reopened',
  'recalled',
  'message-sent',
  'clarification-asked',
  'patron-replied',
  'partner-replied',
  'recoded',
  'coded',
  'agency-named',
  'forwarded',
  'done',
  'handed-over',
  'due-soon',
  'overdue',
  'archive-warning',
  'archived',
  'automatic-mail',
  'mail-bounced',
  'contact-corrected',
  'merged',
  'merged-in',
  'split',
  'split-from',
] as const;
export type Happening = (typeof happenings)[number];

/** One line of a question's history: who, when, what and why. Lines are only ever added. */
export class HistoryLine {
  id!: string;
  questionId!: string;
  at!: Date;
  actorId: string | null = null;
  institutionId: string | null = null;
  what!: Happening;
  why: string | null = null;
  /** Ids and codes of the line's details. */
  about: Record<string, string | null> = {};
}

export type MessageKind =
  'answer' | 'note' | 'message' | 'clarification' | 'reply' | 'partner-reply' | 'outside-agency' | 'quality';
/** `none`: the patron's message, such as thanks, needs no answer. */
export type DeliveredBy = 'mail' | 'telephone' | 'desk' | 'none';

/** Words that were written about a question after it was asked. */
export class Message {
  id!: string;
  questionId!: string;
  kind!: MessageKind;
  at!: Date;
  authorId: string | null = null;
  institutionId: string | null = null;
  text!: string;
  /** Of what came by mail, the lines that `text` leaves out: what is thought to be quoted, and the signature (B44). */
  quoted = '';
  deliveredBy: DeliveredBy | null = null;
}

export type Written = { lines: HistoryLine[]; messages: Message[] };
