import { Job } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { ReviewerActionsService } from '../followup/reviewer-actions.service.js';
import { SearchReindexService } from '../question/search-reindex.service.js';
import { DeadlinesService } from '../deadlines/deadlines.service.js';

@Injectable()
export class QuestionJobs {
  constructor(
    private readonly care: ReviewerActionsService,
    private readonly renewals: SearchReindexService,
    private readonly times: DeadlinesService,
  ) {}

  @Job('watch-due-times', { cron: '* * * * *' })
  async watchDueTimes(): Promise<void> {
    await this.times.watchDueTimes();
  }

  @Job('archive-quiet-questions', { cron: '11 * * * *' })
  async archiveQuiet(): Promise<void> {
    await this.times.archiveQuiet();
  }

  @Job('renew-search-words', { cron: '* * * * *' })
  async renewSearchWords(): Promise<void> {
    await this.renewals.goOn();
  }

  @Job('gather-patron-words', { cron: '47 * * * *' })
  async gatherPatronWords(): Promise<void> {
    await this.renewals.gatherNames();
  }

  @Job('unassign-account')
  async unassign({ accountId }: { accountId: string }): Promise<void> {
    while (await this.care.unassign(accountId));
  }
}
