import type { EventEnvelope } from '@carrel/contracts';
import { Job, On, Transactions } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { SuccessionService } from '../succession.service.js';

@Controller()
export class SuccessionReactions {
  constructor(
    private readonly succession: SuccessionService,
    private readonly transactions: Transactions,
  ) {}

  /** Row 51. There may be many thousands, so a job processes them in batches. */
  @On('institution.updated.v1')
  async closed(@Payload() { data }: EventEnvelope<'institution.updated.v1'>): Promise<void> {
    const { institutionId, profileStatus, successorInstitutionId = null } = data;
    if (profileStatus !== 'closed') return;
    await this.succession.closed(institutionId, successorInstitutionId);
    await this.transactions.run((tx) =>
      tx.job('hand-over', { institutionId }, { key: `hand-over:${institutionId}` }),
    );
  }

  @Job('hand-over')
  handOver({ institutionId }: { institutionId: string }): Promise<void> {
    return this.succession.lookAfter(institutionId);
  }

  /** Handles questions that came to a closed library since, and later settings of its group. */
  @Job('look-after-closed-libraries', { cron: '*/10 * * * *' })
  lookAfterAll(): Promise<void> {
    return this.succession.lookAfterAll();
  }
}
