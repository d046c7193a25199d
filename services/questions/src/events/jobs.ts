import { Job } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { CareService } from '../care.service.js';

@Injectable()
export class QuestionJobs {
  constructor(private readonly care: CareService) {}

  @Job('unassign-account')
  async unassign({ accountId }: { accountId: string }): Promise<void> {
    while (await this.care.unassign(accountId));
  }
}
