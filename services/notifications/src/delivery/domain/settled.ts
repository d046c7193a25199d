/** Kinds of reminders (A6). */
export const reminders = ['due-soon', 'overdue', 'archive-warning'];
/** Notices that somebody has to take a question up. */
const waiting = ['new-question', 'followup-needed', 'unassigned', 'reopened', 'shared-question'];
/** Notices of something to be done by whoever works on a question. */
const toDo = ['assigned', 'patron-replied', 'partner-replied', 'referral-returned'];
const referred = ['referral-received', 'expert-referral'];

/**
 * Notices that an event makes obsolete (F15, F24): one that still waits, for its hour or for the
 * next of its kind, is not sent.
 */
export const settledBy = {
  'question.claimed.v1': [...waiting, ...referred, 'referral-returned'],
  'question.assigned.v1': [...waiting, ...referred, 'assigned', 'referral-returned'],
  'question.referred.v1': [...waiting, ...toDo],
  'question.answered.v1': [...waiting, ...toDo, ...referred, ...reminders],
  'question.closed.v1': [...waiting, ...toDo, ...referred, ...reminders],
  'referral.returned.v1': referred,
  'referral.withdrawn.v1': referred,
  'cover.taken.v1': ['cover-requested', 'duty-uncovered'],
  'cover.withdrawn.v1': ['cover-requested'],
  'duty.checked.v1': ['shared-waiting'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Settling = keyof typeof settledBy;
