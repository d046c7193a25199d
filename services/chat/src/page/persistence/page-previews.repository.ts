import { keyOf } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { PreviewedSettings } from '../domain/preview.js';

/** Settings of pages that are looked at and not in force; of a preview's key only the hash is kept. */
@Injectable()
export class PagePreviews {
  constructor(private readonly db: DataSource) {}

  async add(
    institutionId: string,
    tokenHash: string,
    settings: PreviewedSettings,
    until: Date,
  ): Promise<void> {
    await this.db.query(
      'INSERT INTO page_previews (token_hash, institution_id, settings, expires_at) VALUES ($1, $2, $3, $4)',
      [tokenHash, keyOf(institutionId, 'a preview'), settings, until],
    );
  }

  async of(institutionId: string, tokenHash: string, now: Date): Promise<PreviewedSettings | undefined> {
    const [found] = await this.db.query<{ settings: PreviewedSettings }[]>(
      'SELECT settings FROM page_previews WHERE token_hash = $1 AND institution_id = $2 AND expires_at > $3',
      [tokenHash, keyOf(institutionId, 'a preview'), now],
    );
    return found?.settings;
  }

  async forget(now: Date): Promise<void> {
    await this.db.query('DELETE FROM page_previews WHERE expires_at <= $1', [now]);
  }
}
