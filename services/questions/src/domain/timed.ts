import { SucceededQuestion } from './succession.js';
import type { Happening } from './record.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Quiet this long, a question leaves the lists for Service History (R68); open ones are announced before. */
export const archivedAfterMs = 90 * dayMs;
export const warnedAfterMs = 83 * dayMs;
/** Due soon is the last third of the time there was, a day at most. */
export const soonMs = (dueHours: number): number => Math.min(dayMs, (dueHours * hourMs) / 3);
const system = { accountId: null, institutionId: null };

/** What only time does: rows 44 to 46. Nothing here counts as activity. */
export abstract class TimedQuestion extends SucceededQuestion {
  /** Row 44: once for each due date. */
  tellDueSoon(dueHours: number, remindAt: Date, now: Date): void {
    const { dueAt } = this;
    if (!dueAt || this.archivedAt || +dueAt - +now > soonMs(dueHours)) return;
    if (same(this.dueSoonToldFor, dueAt)) return;
    this.dueSoonToldFor = dueAt;
    // Found late, it is overdue already, and that is told instead.
    if (dueAt > now) this.remind('due-soon', 'question.due-soon.v1', remindAt, now);
  }

  /** Row 44: once for each due date. */
  tellOverdue(remindAt: Date, now: Date): void {
    const { dueAt } = this;
    if (!dueAt || this.archivedAt || dueAt > now || same(this.overdueToldFor, dueAt)) return;
    this.overdueToldFor = dueAt;
    this.remind('overdue', 'question.overdue.v1', remindAt, now);
  }

  /** Row 45 (A5): an open question is announced before it goes, unless its group keeps open ones. */
  warnOfArchive(exemptOpen: boolean, remindAt: Date, now: Date): void {
    const { lastActivityAt } = this;
    if (!this.turn || exemptOpen || this.archivedAt || +now - +lastActivityAt < warnedAfterMs) return;
    if (same(this.archiveWarnedFor, lastActivityAt)) return;
    this.archiveWarnedFor = lastActivityAt;
    this.remind('archive-warning', 'question.archive-warning.v1', remindAt, now);
  }

  /** Row 46 (R68, A5): out of every list and of Shared Followup; status and referrals stay as they are. */
  archive(exemptOpen: boolean, now: Date): void {
    const unresolved = this.turn !== undefined;
    if (this.archivedAt || +now - +this.lastActivityAt < archivedAfterMs || (unresolved && exemptOpen))
      return;
    this.archivedAt = now;
    for (const holding of this.holdings) holding.archivedAt = now;
    this.note('archived', system, now, {});
    this.tell('question.archived.v1', system, { unresolved }, now);
  }

  private remind(
    what: Happening,
    name: 'question.due-soon.v1' | 'question.overdue.v1' | 'question.archive-warning.v1',
    remindAt: Date,
    now: Date,
  ): void {
    this.note(what, system, now, {});
    this.tell(name, system, { remindAt: remindAt.toISOString() }, now);
  }
}

const same = (a: Date | null, b: Date): boolean => a?.getTime() === b.getTime();
