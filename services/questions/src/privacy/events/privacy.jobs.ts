import { Job } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { PrivacyService } from '../privacy.service.js';

@Injectable()
export class PrivacyJobs {
  constructor(private readonly privacy: PrivacyService) {}

  @Job('erase-patron')
  erase({ id }: { id: string }): Promise<void> {
    return this.privacy.carryOut(id);
  }

  /** Hourly, so that a missed run is made up soon. */
  @Job('forget-old-questions', { cron: '17 * * * *' })
  forget(): Promise<void> {
    return this.privacy.forgetOld();
  }
}
