import { causeOfStatus, causeOfWords } from './bounce-causes.js';

/** The failure of an attempt that the mail server did not accept. */
export interface Failure {
  /** The SMTP reply code, null when no reply came. */
  code: number | null;
  /** The enhanced status code of RFC 3463, when the reply had one. */
  enhanced: string | null;
  /** The whole reply with its codes, empty when none came. It repeats the address, so it is not stored. */
  reply: string;
  /** What the server was replying to. */
  at: 'recipient' | 'message' | 'session';
  /** Whether the text of the mail had begun to leave us. */
  transmitted: boolean;
}

/**
 * later: nothing was delivered, and it may work another time. hard: the address takes no mail, now and ever.
 * refused: this mail is not wanted. unclear: it may have been delivered.
 */
export type SendFailureKind = 'later' | 'hard' | 'refused' | 'unclear';

/** Classifies a failed attempt (F20, guarantees 16 and 19). */
export function classifySendFailure({ code, enhanced, reply, at, transmitted }: Failure): SendFailureKind {
  if (code === null || code < 400) return transmitted ? 'unclear' : 'later';
  if (code < 500) return 'later';
  // Signing in, greeting and the sender's address are our faults, not the recipient's.
  if (at === 'session') return 'later';
  if (at === 'message') return 'refused';
  // Servers give numbers of addresses to what is policy or of the moment: the words count first (B45).
  const cause = causeOfWords(reply, enhanced) ?? causeOfStatus(enhanced);
  return cause === 'address' ? 'hard' : 'refused';
}
