import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { IncomingMails } from './persistence/incoming-mails.repository.js';
import { UnfiledMails, type UnfiledMail } from './persistence/unfiled-mails.queries.js';

const BATCH = 200;

/** Incoming mail that is not filed yet, listed for staff, who may have it processed again (promise 29). */
@Injectable()
export class UnfiledMailsService {
  constructor(
    private readonly unfiled: UnfiledMails,
    private readonly mails: IncomingMails,
    private readonly transactions: Transactions,
  ) {}

  /** A library's, or all where none is named; with how many there are in all. */
  async list(
    institutionId: string | null,
    before: string | undefined,
    limit: number,
  ): Promise<{ rows: UnfiledMail[]; total: number }> {
    const rows = await this.unfiled.page(institutionId, before, limit);
    return { rows, total: await this.unfiled.count(institutionId) };
  }

  /** Processes all of them again now. @returns how many */
  async requeue(institutionId: string | null): Promise<number> {
    let requeued = 0;
    for (let before: string | undefined; ;) {
      const page = await this.unfiled.page(institutionId, before, BATCH);
      const mails = page.slice(0, BATCH);
      await this.transactions.run(async (tx) => {
        for (const { id } of mails) await this.mails.readLater(tx, id);
      });
      requeued += mails.length;
      if (page.length <= BATCH) return requeued;
      before = mails.at(-1)!.id;
    }
  }
}
