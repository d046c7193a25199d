// What only time does: rows 44 to 46. Nothing here counts as activity.
import type { Question } from './question.js';
import type { Happening } from './history.js';
import { system } from './people.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Quiet this long, a question leaves the lists for Service History (R68); open ones are announced before. */
export const archivedAfterMs = 90 * dayMs;
export const warnedAfterMs = 83 * dayMs;
/** Due soon is the last third of the time there was, a day at most. */
export const soonMs = (dueHours: number): number => Math.min(dayMs, (dueHours * hourMs) / 3);
const same = (a: Date | null, b: Date): boolean => a?.getTime() === b.getTime();

/** Row 44: once for each due date. */
export function announceDueSoon(question: Question, dueHours: number, remindAt: Date, now: Date): void {
  const { dueAt } = question;
  if (!dueAt || question.archivedAt || +dueAt - +now > soonMs(dueHours)) return;
  if (same(question.dueSoonNotifiedFor, dueAt)) return;
  question.dueSoonNotifiedFor = dueAt;
  // Found late, it is overdue already, and that is told instead.
  if (dueAt > now) remind(question, 'due-soon', 'question.due-soon.v1', remindAt, now);
}

/** Row 44: once for each due date. */
export function announceOverdue(question: Question, remindAt: Date, now: Date): void {
  const { dueAt } = question;
  if (!dueAt || question.archivedAt || dueAt > now || same(question.overdueNotifiedFor, dueAt)) return;
  question.overdueNotifiedFor = dueAt;
  remind(question, 'overdue', 'question.overdue.v1', remindAt, now);
}

/** Row 45 (A5): an open question is announced before it goes, unless its group keeps open ones. */
export function warnOfArchive(question: Question, exemptOpen: boolean, remindAt: Date, now: Date): void {
  const { lastActivityAt } = question;
  if (!question.turn || exemptOpen || question.archivedAt || +now - +lastActivityAt < warnedAfterMs) return;
  if (same(question.archiveWarnedFor, lastActivityAt)) return;
  question.archiveWarnedFor = lastActivityAt;
  remind(question, 'archive-warning', 'question.archive-warning.v1', remindAt, now);
}

/** Row 46 (R68, A5): out of every list and of Shared Followup; status and referrals stay as they are. */
export function archiveQuestion(question: Question, exemptOpen: boolean, now: Date): void {
  const unresolved = question.turn !== undefined;
  if (question.archivedAt || +now - +question.lastActivityAt < archivedAfterMs || (unresolved && exemptOpen))
    return;
  question.archivedAt = now;
  for (const holding of question.holdings) holding.archivedAt = now;
  question.addHistoryLine('archived', system, now, {});
  question.recordEvent('question.archived.v1', system, { unresolved }, now);
}

function remind(
  question: Question,
  what: Happening,
  name: 'question.due-soon.v1' | 'question.overdue.v1' | 'question.archive-warning.v1',
  remindAt: Date,
  now: Date,
): void {
  question.addHistoryLine(what, system, now, {});
  question.recordEvent(name, system, { remindAt: remindAt.toISOString() }, now);
}
