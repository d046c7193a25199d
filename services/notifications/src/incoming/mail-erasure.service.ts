import type { EventEnvelope } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { Clock } from '@carrel/kernel';
import { Job, Transactions } from '@carrel/messaging';
import { Inject, Injectable } from '@nestjs/common';
import { INCOMING_CONFIG, type IncomingConfig } from '../mail/incoming-config.js';
import { IncomingMails } from './persistence/incoming-mails.repository.js';
import { IncomingMailsQueries } from './persistence/incoming-mails.queries.js';

const batch = 200;
const dayMs = 24 * 3_600_000;

/** Erases mails: with their question, with their patron, or by the library's retention period (B9). */
@Injectable()
export class MailErasureService {
  constructor(
    private readonly mails: IncomingMails,
    private readonly queries: IncomingMailsQueries,
    private readonly directory: Directory,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(INCOMING_CONFIG) private readonly config: Pick<IncomingConfig, 'keepDays'>,
  ) {}

  async questionErased(event: EventEnvelope<'question.erased.v1'>): Promise<void> {
    const { questionId, extent = 'everything' } = event.data;
    await this.transactions.runOnce(event, async () => {
      await this.forget(await this.queries.ofQuestion(questionId), extent);
    });
  }

  /** All that this patron has sent the library by mail; what has joined questions goes with them too. */
  async forgetFrom(institutionId: string, address: string): Promise<number> {
    let forgotten = 0;
    for (;;) {
      const ids = await this.queries.fromSender(institutionId, address, batch);
      if (ids.length === 0) return forgotten;
      forgotten += await this.forget(ids, 'everything');
    }
  }

  /** Mail that joined nothing is kept as long as the library keeps its patrons' identity. */
  @Job('forget-old-mails', { cron: '47 * * * *' })
  async forgetOld(): Promise<void> {
    for (const institutionId of await this.queries.librariesWithLoose()) {
      const days = institutionId
        ? (await this.directory.setting('privacy-clocks', institutionId)).identityDays
        : this.config.keepDays;
      const before = new Date(this.clock.now().getTime() - days * dayMs);
      for (;;) {
        const ids = await this.queries.loose(institutionId, before, batch);
        if (ids.length === 0) break;
        await this.forget(ids, 'everything');
      }
    }
  }

  private async forget(ids: readonly string[], extent: 'identity' | 'everything'): Promise<number> {
    for (const id of ids) {
      await this.mails.change(id, async (mail, tx) => {
        mail.erase(extent, this.clock.now());
        await this.mails.forgetBytes(tx, [id], extent);
      });
    }
    return ids.length;
  }
}
