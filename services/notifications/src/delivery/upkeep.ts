import { Clock } from '@carrel/kernel';
import { Job } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { Deliveries } from './persistence/deliveries.repository.js';
import { RecipientLimits } from './persistence/recipient-limits.repository.js';

const resendableDays = 30;

/** Forgets what is kept no longer than it is needed. */
@Injectable()
export class Upkeep {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly limits: RecipientLimits,
    private readonly clock: Clock,
  ) {}

  @Job('forget-mail', { cron: '23 * * * *' })
  async forget(): Promise<void> {
    const now = this.clock.now();
    await this.limits.forget(now);
    await this.deliveries.forgetTexts(new Date(now.getTime() - resendableDays * 86_400_000));
  }
}
