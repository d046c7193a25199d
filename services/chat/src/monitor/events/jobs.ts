import { Injectable } from '@nestjs/common';
import { Job } from '@carrel/messaging';
import { MonitorsService } from '../monitors.service.js';

@Injectable()
export class MonitorJobs {
  constructor(private readonly monitors: MonitorsService) {}

  @Job('look-for-librarian')
  async lookFor({ accountId }: { accountId: string }): Promise<void> {
    await this.monitors.lookFor(accountId);
  }
}
