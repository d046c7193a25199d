/** What is known of a try that the mail server did not accept. */
export interface Failure {
  /** The SMTP reply code, null when no reply came. */
  code: number | null;
  /** The enhanced status code of RFC 3463, when the reply had one. */
  enhanced: string | null;
  /** What the server was replying to. */
  at: 'recipient' | 'message' | 'session';
  /** Whether the text of the mail had begun to leave us. */
  transmitted: boolean;
}

/**
 * later: nothing was delivered, and it may work another time. hard: the address takes no mail, now and ever.
 * refused: this mail is not wanted. unclear: it may have been delivered.
 */
export type Verdict = 'later' | 'hard' | 'refused' | 'unclear';

/** How a failed try is to be understood (F20, guarantees 16 and 19). */
export function verdictOn({ code, enhanced, at, transmitted }: Failure): Verdict {
  if (code === null || code < 400) return transmitted ? 'unclear' : 'later';
  if (code < 500) return 'later';
  // Signing in, greeting and the sender's address are ours to mend, not the recipient's fault.
  if (at === 'session') return 'later';
  if (at === 'message') return 'refused';
  return isAboutTheAddress(enhanced) ? 'hard' : 'refused';
}

/**
 * X.1 is the address, but for X.1.7 and X.1.8, which are the sender's, and X.1.5, which says that it is right; X.2.1 is a
 * disabled mailbox. A full one (X.2.2) or our own reputation (X.7) will pass.
 */
const isAboutTheAddress = (enhanced: string | null) =>
  enhanced === null || /^5\.(1\.([12346]|10)|2\.1)$/.test(enhanced);
