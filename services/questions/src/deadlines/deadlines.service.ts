import { Directory } from '@carrel/directory';
import { Clock } from '@carrel/kernel';
import { Injectable, Logger } from '@nestjs/common';
import { firstMoment } from '../question/domain/hours.js';
import type { Question } from '../question/domain/question.js';
import {
  archivedAfterMs,
  warnedAfterMs,
  announceDueSoon,
  announceOverdue,
  archiveQuestion,
  warnOfArchive,
} from '../question/domain/deadlines.js';
import { LibraryRules } from '../question/library-rules.js';
import { Questions } from '../question/persistence/questions.repository.js';
import { DeadlinesQueries, type After, type Due } from './persistence/deadlines.queries.js';

/** What time does to questions. Any replica may run it, any number at once: each question tells a thing once. */
@Injectable()
export class DeadlinesService {
  private readonly log = new Logger(DeadlinesService.name);

  constructor(
    private readonly questions: Questions,
    private readonly times: DeadlinesQueries,
    private readonly libraryRules: LibraryRules,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  async watchDueTimes(now = this.clock.now()): Promise<void> {
    await this.each(
      (after) => this.times.dueSoon(now, after),
      async (due) => {
        const [{ dueHours }, remindAt] = [
          await this.libraryRules.rulesFor(due.id),
          await this.remindAt(due, now),
        ];
        return (question) => announceDueSoon(question, dueHours, remindAt, now);
      },
    );
    await this.each(
      (after) => this.times.overdue(now, after),
      async (due) => {
        const remindAt = await this.remindAt(due, now);
        return (question) => announceOverdue(question, remindAt, now);
      },
    );
  }

  async archiveQuiet(now = this.clock.now()): Promise<void> {
    const quietSince = (ms: number) => new Date(now.getTime() - ms);
    await this.each(
      (after) => this.times.soonArchived(quietSince(warnedAfterMs), after),
      async (due) => {
        const [exempt, remindAt] = [await this.exemptOpen(due.homeId), await this.remindAt(due, now)];
        return (question) => warnOfArchive(question, exempt, remindAt, now);
      },
    );
    await this.each(
      (after) => this.times.quiet(quietSince(archivedAfterMs), after),
      async (due) => {
        const exempt = await this.exemptOpen(due.homeId);
        return (question) => archiveQuestion(question, exempt, now);
      },
    );
  }

  /** One that fails is left for the next round and holds up no other. */
  private async each(
    next: (after: After) => Promise<Due[]>,
    prepare: (due: Due) => Promise<(question: Question) => void>,
  ): Promise<void> {
    let found = await next(null);
    while (found.length) {
      for (const due of found) {
        try {
          await this.questions.change(due.id, await prepare(due));
        } catch (error) {
          this.log.error(`question ${due.id}: ${String(error)}`);
        }
      }
      const last = found.at(-1)!;
      found = await next([last.at, last.id]);
    }
  }

  /** In the hours of the library whose turn it is (A6, F24). */
  private async remindAt({ turnId, homeId }: Due, now: Date): Promise<Date> {
    const library = await this.directory.institution(turnId ?? homeId);
    if (!library) return now;
    const hours = await this.directory.setting('reminder-hours', library.id);
    return firstMoment(hours, library.timeZone, now);
  }

  private async exemptOpen(homeId: string): Promise<boolean> {
    const home = await this.directory.institution(homeId);
    return !!home && (await this.directory.setting('archiving', home.subscriptionGroupId)).exemptOpen;
  }
}
