/** A line of a chat, as its patron may read it. */
export interface TranscriptLine {
  from: 'patron' | 'librarian' | 'system';
  name: string | null;
  /** Already in the library's own time. */
  at: string;
  text: string;
}
interface Notice {
  number: string;
  /** What the question is called, if it has a title. */
  title: string | null;
  library: string;
}
/** From a library's point of view, with the other library of a referral. */
interface ReferralNotice extends Notice {
  other: string;
  reason: string | null;
}

/** What a librarian wrote to the patron about the question. */
interface Letter {
  number: string;
  library: string;
  patron: string | null;
  question: string;
  written: string;
}

/** Every message and what its template may say: a template is src/templates/<message>.{subject,text,html}.liquid. */
export interface MessageData {
  'chat-transcript': {
    library: string;
    patron: string | null;
    question: string;
    date: string;
    lines: TranscriptLine[];
  };
  answer: Letter;
  'clarification-request': Letter;
  'library-message': Letter;
  'new-question': Notice;
  'followup-needed': Notice;
  'referral-received': ReferralNotice;
  'referral-returned': ReferralNotice;
  'referral-withdrawn': ReferralNotice;
  'answer-sent': Notice & { other: string };
  'question-closed': Notice & { other: string | null };
}
export type Message = keyof MessageData;
export const messages = [
  'chat-transcript',
  'answer',
  'clarification-request',
  'library-message',
  'new-question',
  'followup-needed',
  'referral-received',
  'referral-returned',
  'referral-withdrawn',
  'answer-sent',
  'question-closed',
] as const satisfies readonly Message[];
