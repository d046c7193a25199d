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

  /** Row 51. There may be many thousands, so a job takes them in turn. */
  @On('institution.updated.v1')
  async closed(@Payload() { data }: EventEnvelope<'institution.updated.v1'>): Promise<void> {
    const { institutionId, profileStatus, successorInstitutionId: successorId } = data;
    if (profileStatus !== 'closed' || !successorId) return;
    await this.transactions.run((tx) =>
      tx.job('hand-over', { institutionId, successorId }, { key: `hand-over:${institutionId}` }),
    );
  }

  @Job('hand-over')
  handOver({ institutionId, successorId }: Record<'institutionId' | 'successorId', string>): Promise<void> {
    return this.succession.handOver(institutionId, successorId);
  }
}
