import { Injectable } from '@nestjs/common';
import { policyFields } from '@carrel/contracts';
import { newId, Transactions, type Transaction } from '@carrel/messaging';
import { Aggregates, whole } from '../../persistence/aggregates.js';
import { PolicyPage } from '../domain/policy-page.js';

/** What one change was: a field in a language, or what became of the whole page. Of secrets the value stays out. */
export interface PolicyChange {
  readonly what: string;
  readonly language: string | null;
  readonly value: string | null;
}

@Injectable()
export class PolicyPages extends Aggregates<PolicyPage> {
  constructor(transactions: Transactions) {
    super(transactions, PolicyPage, 'policy page');
  }

  /** As written, or the empty one. */
  async of(institutionId: string): Promise<PolicyPage> {
    const found = await this.transactions.run((tx) =>
      tx.manager.findOne(PolicyPage, { where: whole({ institutionId }) }),
    );
    return found ?? PolicyPage.begin(newId(), institutionId);
  }

  /** Makes the row that nobody has written yet; each change leaves a row of history. */
  changeOf(
    institutionId: string,
    change: PolicyChange,
    decide: (page: PolicyPage) => void,
  ): Promise<PolicyPage> {
    return this.transactions.run(async (tx) => {
      await tx.manager
        .createQueryBuilder()
        .insert()
        .into(PolicyPage)
        .values(PolicyPage.begin(newId(), institutionId) as never)
        .orIgnore()
        .execute();
      const { id } = await this.of(institutionId);
      return this.change(id, async (page) => {
        decide(page);
        await this.note(tx, page, change);
        return page;
      });
    });
  }

  private async note({ manager }: Transaction, page: PolicyPage, change: PolicyChange): Promise<void> {
    const { what, language, value } = change;
    await manager.query(
      `INSERT INTO policy_page_changes (page_id, version, what, language, value, changed_by, changed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [page.id, page.version, what, language, value, page.changedBy, page.changedAt],
    );
    const words = Object.entries(page.texts)
      .filter(([key]) => !policyFields.get(key)?.secret)
      .flatMap(([, texts]) => Object.values(texts));
    await manager.query('UPDATE policy_pages SET words = $2 WHERE id = $1', [page.id, words.join('\n')]);
  }
}
