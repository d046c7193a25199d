import type { EventEnvelope } from '@carrel/contracts';
import { Job, On, Transactions } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { ClosedLibrariesService } from '../closed-libraries.service.js';

@Controller()
export class ClosingReactions {
  constructor(
    private readonly closedLibraries: ClosedLibrariesService,
    private readonly transactions: Transactions,
  ) {}

  /** The operator closed a library (B42). */
  @On('institution.updated.v1')
  async closed(@Payload() { data }: EventEnvelope<'institution.updated.v1'>): Promise<void> {
    const { institutionId, profileStatus } = data;
    if (profileStatus !== 'closed') return;
    await this.transactions.run((tx) =>
      tx.job('close-library', { institutionId, first: true }, { key: `close-library:${institutionId}` }),
    );
  }

  @Job('close-library')
  async close({ institutionId, first = false }: { institutionId: string; first?: boolean }): Promise<void> {
    await this.closedLibraries.close(institutionId, first);
  }
}
