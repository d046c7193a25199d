import { requests, type AnswerOf } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { Clock, Refusal } from '@carrel/kernel';
import { Job, Requests, Transactions } from '@carrel/messaging';
import { Injectable, Logger } from '@nestjs/common';
import { MailQueue, type Draft } from '../delivery/mail-queue.js';
import type { Figure } from '../mail/notices.js';
import { periodToReport, type MailedReport, type ReportPeriod } from './domain/report-period.js';
import { MailedReports } from './persistence/mailed-reports.js';

type Owner = AnswerOf<typeof requests.reportMails>['items'][number];
type Figures = AnswerOf<typeof requests.reportFigures>;

/** Mails a library's or group's numbers of the past week or month to whom it has named. */
@Injectable()
export class ReportMailsService {
  private readonly log = new Logger(ReportMailsService.name);

  constructor(
    private readonly requests: Requests,
    private readonly directory: Directory,
    private readonly mailed: MailedReports,
    private readonly mailQueue: MailQueue,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  @Job('mail-reports', { cron: '7 * * * *' })
  async mailDue(): Promise<void> {
    for (let after: string | null = null; ;) {
      const page: AnswerOf<typeof requests.reportMails> = await this.requests.ask(requests.reportMails, {
        after,
      });
      for (const owner of page.items) await this.orLater(owner);
      if (page.next === null) return;
      after = page.next;
    }
  }

  of(ownerId: string, before: string | undefined, limit: number): Promise<MailedReport[]> {
    return this.mailed.of(ownerId, before, limit);
  }

  /** One that cannot be made now is tried again in an hour and keeps no other back. */
  private async orLater(owner: Owner): Promise<void> {
    try {
      await this.mailIfDue(owner);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.log.warn(
        `the report of ${owner.level} ${owner.ownerId} is tried again in an hour: ${error.message}`,
      );
    }
  }

  private async mailIfDue({ level, ownerId, every, addresses }: Owner): Promise<void> {
    const found =
      level === 'group' ? await this.directory.group(ownerId) : await this.directory.institution(ownerId);
    const gone = !found || ('deleted' in found ? found.deleted : found.profileStatus === 'closed');
    if (gone) return;
    const period = periodToReport(every, found.timeZone, this.clock.now());
    if (!period || (await this.mailed.isMailed(ownerId, period))) return;
    const figures = await this.requests.ask(requests.reportFigures, {
      ...{ level, ownerId, ...period, timeZone: found.timeZone },
    });
    const institutionId = level === 'institution' ? ownerId : null;
    const drafts = addresses.map((to) => draftOf(to, institutionId, found.name, period, figures));
    await this.transactions.run(async (tx) => {
      const id = await this.mailed.add(tx, ownerId, period, addresses.length, this.clock.now());
      if (id) await this.mailQueue.postBecauseOf(id, drafts);
    });
  }
}

const draftOf = (
  to: string,
  institutionId: string | null,
  library: string,
  { from, to: last }: ReportPeriod,
  figures: Figures,
): Draft => ({
  notice: 'statistics-report',
  data: { library, what: `${from} – ${last}`, figures: figuresOf(figures) },
  ...{ to, toPatron: false, institutionId, questionId: null, sessionId: null, number: null },
  // Whoever gets it has asked for it by name, at this hour.
  ...{ personal: true, atOnce: true },
});

function figuresOf({ questions, chats }: Figures): Figure[] {
  const missed = chats.missed.reduce((sum, { count }) => sum + count, 0);
  return [
    { name: 'questions', value: String(questions.total), before: String(questions.before) },
    ...questions.bySource.map(({ value, count }) => ({ code: value, value: String(count) })),
    { name: 'response', value: lasting(questions.response) },
    { name: 'completion', value: lasting(questions.completion) },
    { name: 'requested', value: String(chats.requested), before: String(chats.before) },
    { name: 'accepted', value: String(chats.accepted) },
    { name: 'missed', value: String(missed) },
    ...chats.missed.map(({ value, count }) => ({ code: value, value: String(count) })),
    { name: 'waiting', value: lasting(chats.waiting) },
    { name: 'firstResponse', value: lasting(chats.firstResponse) },
    { name: 'length', value: lasting(chats.length) },
  ];
}

/** In the largest unit of which there is more than one and a half. */
function lasting(seconds: number | null): string {
  if (seconds === null) return '–';
  for (const [unit, size] of [
    ['d', 86_400],
    ['h', 3_600],
    ['min', 60],
  ] as const)
    if (seconds >= 1.5 * size) return `${Math.round((seconds / size) * 10) / 10} ${unit}`;
  return `${seconds} s`;
}
