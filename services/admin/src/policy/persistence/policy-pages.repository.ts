import { Injectable } from '@nestjs/common';
import { policyFields } from '@carrel/contracts';
import { searchVector, stemmedLanguages } from '@carrel/kernel';
import { newId, Transactions, type Transaction } from '@carrel/messaging';
import type { EntityManager } from 'typeorm';
import { Aggregates, whole } from '../../shared/persistence/aggregates.js';
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
    await this.keepWords(manager, page);
  }

  /** Somebody of the cooperative has looked at a secret of this library. */
  async noteRead(read: {
    institutionId: string;
    field: string;
    accountId: string;
    readerInstitutionId: string;
    at: Date;
  }): Promise<void> {
    await this.transactions.run(({ manager }) =>
      manager.query(
        `INSERT INTO policy_secret_reads (institution_id, field, account_id, reader_institution_id, at)
         VALUES ($1, $2, $3, $4, $5)`,
        [read.institutionId, read.field, read.accountId, read.readerInstitutionId, read.at],
      ),
    );
  }

  /** Pages that a version before wrote, so that searches find them. */
  async keepMissingWords(): Promise<void> {
    await this.transactions.run(async ({ manager }) => {
      const pages = await manager
        .createQueryBuilder(PolicyPage, 'page')
        .where('page.id IN (SELECT id FROM policy_pages WHERE found_by IS NULL)')
        .getMany();
      for (const page of pages) await this.keepWords(manager, page);
    });
  }

  private async keepWords(manager: EntityManager, page: PolicyPage): Promise<void> {
    const texts = Object.entries(page.texts)
      .filter(([key]) => !policyFields.get(key)?.secret)
      .map(([, translations]) => translations);
    const words = texts.flatMap((translations) => Object.values(translations)).join('\n');
    const languages = stemmedLanguages(texts.flatMap((translations) => Object.keys(translations)));
    await manager.query('UPDATE policy_pages SET words = $2, found_by = $3::tsvector WHERE id = $1', [
      page.id,
      words,
      searchVector(words, languages),
    ]);
  }
}
