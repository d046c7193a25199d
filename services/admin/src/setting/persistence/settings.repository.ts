import { Injectable } from '@nestjs/common';
import type { SettingKey } from '@carrel/contracts';
import { newId, Transactions } from '@carrel/messaging';
import { Aggregates, whole, violatedConstraint } from '../../shared/persistence/aggregates.js';
import { AddressTaken } from '../domain/refusals.js';
import { Setting, type SettingLevel } from '../domain/setting.js';

@Injectable()
export class Settings extends Aggregates<Setting> {
  constructor(transactions: Transactions) {
    super(transactions, Setting, 'setting');
  }

  /** As set, or with the default of contracts. */
  async of(ownerId: string, level: SettingLevel, key: SettingKey): Promise<Setting> {
    const found = await this.transactions.run((tx) =>
      tx.manager.findOne(Setting, { where: whole({ ownerId, key }) }),
    );
    return found ?? Setting.unset(newId(), key, level, ownerId);
  }

  /** Which of these addresses leads to another library's page; whoever asks at the same time waits. */
  slugElsewhere(ownerId: string, slugs: readonly string[]): Promise<string | undefined> {
    return this.transactions.run(async (tx) => {
      await tx.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('carrel patron pages', 0))`);
      const [row] = await tx.manager.query<{ slug: string }[]>(
        `SELECT slug FROM settings, jsonb_array_elements_text(value->'slugs') slug
         WHERE key = 'patron-page' AND owner_id <> $1 AND slug = ANY($2) LIMIT 1`,
        [ownerId, slugs],
      );
      return row?.slug;
    });
  }

  /** Makes the row of a setting that nobody has set yet; each change leaves a row of history. */
  changeOf(
    ownerId: string,
    level: SettingLevel,
    key: SettingKey,
    decide: (setting: Setting) => void | Promise<void>,
  ): Promise<Setting> {
    const change = this.transactions.run(async (tx) => {
      await tx.manager
        .createQueryBuilder()
        .insert()
        .into(Setting)
        .values(Setting.unset(newId(), key, level, ownerId) as never)
        .orIgnore()
        .execute();
      const { id } = await this.of(ownerId, level, key);
      return this.change(id, async (setting) => {
        await decide(setting);
        await tx.manager.query(
          `INSERT INTO setting_changes (setting_id, version, value, changed_by, changed_at)
           VALUES ($1, $2, $3::jsonb, $4, $5)`,
          [id, setting.version, JSON.stringify(setting.value), setting.changedBy, setting.changedAt],
        );
        return setting;
      });
    });
    return change.catch((error: unknown) => {
      throw violatedConstraint(error) === 'settings_question_address' ? new AddressTaken() : error;
    });
  }
}
