import { mailboxSpellings, originSpellings } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import type { AnswerOf, requests, SettingKey } from '@carrel/contracts';
import { DataSource } from 'typeorm';

export interface SettingChange {
  version: number;
  value: unknown;
  changedBy: string;
  changedAt: Date;
}

type ReportMail = AnswerOf<typeof requests.reportMails>['items'][number];

@Injectable()
export class SettingQueries {
  constructor(private readonly db: DataSource) {}

  /** Newest first; `before` is the last version seen. */
  history(
    ownerId: string,
    key: SettingKey,
    page: { before?: number | undefined; limit: number },
  ): Promise<SettingChange[]> {
    return this.db.query(
      `SELECT c.version, c.value, c.changed_by AS "changedBy", c.changed_at AS "changedAt"
       FROM setting_changes c JOIN settings s ON s.id = c.setting_id
       WHERE s.owner_id = $1 AND s.key = $2 AND ($3::numeric IS NULL OR c.version < $3)
       ORDER BY c.version DESC LIMIT $4`,
      [ownerId, key, page.before ?? null, page.limit],
    );
  }

  /** Whether some library's own pages are served from this origin. */
  async hasWebOrigin(origin: string): Promise<boolean> {
    const rows = await this.db.query<unknown[]>(
      `SELECT FROM settings WHERE key = 'web-origins' AND value->'origins' ?| $1 LIMIT 1`,
      [originSpellings(origin)],
    );
    return rows.length > 0;
  }

  /** The library that has switched this question address on; letters count without case. */
  async libraryAt(questionAddress: string): Promise<string | undefined> {
    const [row] = await this.db.query<{ owner: string }[]>(
      `SELECT owner_id AS owner FROM settings
       WHERE key = 'question-address' AND value->>'enabled' = 'true' AND lower(value->>'address') = ANY($1) LIMIT 1`,
      [mailboxSpellings(questionAddress)],
    );
    return row?.owner;
  }

  /** Libraries and groups that have their numbers mailed, by the id of the owner; one more than a page holds. */
  reportMails(after: string | null, limit: number): Promise<ReportMail[]> {
    return this.db.query(
      `SELECT CASE key WHEN 'report-mail' THEN 'institution' ELSE 'group' END AS level, owner_id AS "ownerId",
         value->>'every' AS every, value->'addresses' AS addresses
       FROM settings WHERE key IN ('report-mail', 'group-report-mail') AND value->>'every' <> 'never'
         AND ($1::uuid IS NULL OR owner_id > $1)
       ORDER BY owner_id LIMIT $2`,
      [after, limit + 1],
    );
  }
}
