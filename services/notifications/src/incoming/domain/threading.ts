import { isSameMailbox } from '@carrel/kernel';

/** A mail of ours, as far as an answer to it goes. */
export interface SentMail {
  readonly deliveryId: string;
  /** Null once it is forgotten. */
  readonly recipient: string | null;
  readonly toPatron: boolean;
  readonly questionId: string | null;
  readonly referralId: string | null;
  readonly institutionId: string | null;
}
/** An earlier mail from outside that belongs to a question. */
export interface EarlierMail {
  readonly questionId: string;
  readonly referralId: string | null;
  readonly sender: string | null;
}
/** A question whose number stands in the subject, with those who may write about it. */
export interface NumberedQuestion {
  readonly questionId: string;
  readonly patronAddress: string | null;
  /** Experts and partners who were written to about it. */
  readonly advisers: readonly { readonly address: string; readonly referralId: string }[];
}
/** Everything that is known of where a mail may belong. */
export interface Traces {
  /** Who says he or she wrote it; null when it names nobody. */
  readonly from: string | null;
  /** Where the writer wants answers, if that is another address: it counts beside the signed address alone. */
  readonly answerTo?: string | null;
  readonly token: SentMail | 'forged' | 'forgotten' | null;
  /** Of our mails that it refers to, the nearest first. */
  readonly sent: readonly SentMail[];
  readonly earlier: readonly EarlierMail[];
  readonly numbered: NumberedQuestion | null;
}

export type MatchedBy = 'token' | 'references' | 'subject';
export type Belonging =
  | { readonly to: 'question'; readonly questionId: string; readonly by: MatchedBy }
  | {
      readonly to: 'referral';
      readonly questionId: string;
      readonly referralId: string;
      readonly by: MatchedBy;
    }
  /** It points to a question and may not join it by itself: a person looks at it. */
  | {
      readonly to: 'review';
      readonly reason: ReviewReason;
      readonly questionId: string | null;
      readonly referralId: string | null;
    }
  | { readonly to: 'nothing' };
type ReviewReason =
  'sender-differs' | 'stranger' | 'forged-token' | 'question-unknown' | 'answer-to-notice' | 'no-sender';

/**
 * Where a mail belongs (B15, F17): the signed address it came to; then the mails it refers to; then the number in its
 * subject. Joining takes besides that its sender is the one we wrote to: addresses and ids get passed on.
 */
export function belongingOf(traces: Traces): Belonging {
  const { from, answerTo = null, token, sent, earlier, numbered } = traces;
  if (token === 'forged') return review('forged-token');
  if (token && token !== 'forgotten') {
    const writer = isSame(token.recipient, answerTo) ? answerTo : from;
    return belonging(token, writer, 'token', 'sender-differs');
  }
  const [nearest] = sent;
  if (nearest) return belonging(nearest, from, 'references', 'stranger');
  const [before] = earlier;
  if (before) {
    if (!from) return review('no-sender', before);
    return isSame(before.sender, from) ? joined(before, 'references') : review('stranger', before);
  }
  if (numbered) {
    const adviser = numbered.advisers.find(({ address }) => isSame(address, from));
    if (isSame(numbered.patronAddress, from)) return joined({ ...numbered, referralId: null }, 'subject');
    if (adviser) return joined({ ...numbered, referralId: adviser.referralId }, 'subject');
    return review('stranger', { questionId: numbered.questionId, referralId: null });
  }
  return token === 'forgotten' ? review('question-unknown') : { to: 'nothing' };
}

function belonging(mail: SentMail, from: string | null, by: MatchedBy, otherwise: ReviewReason): Belonging {
  const { questionId, referralId, recipient, toPatron } = mail;
  if (!questionId) return review('question-unknown', mail);
  if (!toPatron && !referralId) return review('answer-to-notice', mail);
  if (!from) return review('no-sender', mail);
  return isSame(recipient, from) ? joined({ questionId, referralId }, by) : review(otherwise, mail);
}

function joined(
  { questionId, referralId }: { questionId: string; referralId: string | null },
  by: MatchedBy,
): Belonging {
  return referralId ? { to: 'referral', questionId, referralId, by } : { to: 'question', questionId, by };
}

function review(
  reason: ReviewReason,
  { questionId, referralId }: { questionId: string | null; referralId: string | null } = {
    questionId: null,
    referralId: null,
  },
): Belonging {
  return { to: 'review', reason, questionId, referralId };
}

const isSame = (one: string | null, other: string | null) =>
  one !== null && other !== null && isSameMailbox(one, other);

/** The number that our subjects carry, as `[Question 4711]`, in the languages that they are written in. */
export const numberIn = (subject: string): string | null =>
  /\[\s*(?:Question|Pregunta|Frage)\s+(\d{1,15})\s*\]/i.exec(subject)?.[1] ?? null;
