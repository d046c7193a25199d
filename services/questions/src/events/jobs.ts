import { Job } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { CareService } from '../care.service.js';
import { RenewalsService } from '../renewals.service.js';
import { TimesService } from '../times.service.js';

@Injectable()
export class QuestionJobs {
  constructor(
    private readonly care: CareService,
    private readonly renewals: RenewalsService,
    private readonly times: TimesService,
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

  @Job('unassign-account')
  async unassign({ accountId }: { accountId: string }): Promise<void> {
    while (await this.care.unassign(accountId));
  }
}
