import { keyOf } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface PageLogo {
  readonly institutionId: string;
  readonly mediaType: string;
  readonly content: Buffer;
  /** Names this very picture in its address, so that it may be kept for long. */
  readonly hash: string;
}

/** The pictures beside libraries' names on their patrons' pages. */
@Injectable()
export class PageLogos {
  constructor(private readonly db: DataSource) {}

  async keep({ institutionId, mediaType, content, hash }: PageLogo, now: Date): Promise<void> {
    await this.db.query(
      `INSERT INTO page_logos (institution_id, media_type, content, hash, at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (institution_id) DO UPDATE
       SET media_type = excluded.media_type, content = excluded.content, hash = excluded.hash, at = excluded.at`,
      [keyOf(institutionId, 'a logo'), mediaType, content, hash, now],
    );
  }

  async of(institutionId: string): Promise<PageLogo | undefined> {
    const [logo] = await this.db.query<PageLogo[]>(
      `SELECT institution_id AS "institutionId", media_type AS "mediaType", content, hash
       FROM page_logos WHERE institution_id = $1`,
      [keyOf(institutionId, 'a logo')],
    );
    return logo;
  }

  /** Without the picture itself. */
  async hashOf(institutionId: string): Promise<string | undefined> {
    const [logo] = await this.db.query<{ hash: string }[]>(
      'SELECT hash FROM page_logos WHERE institution_id = $1',
      [keyOf(institutionId, 'a logo')],
    );
    return logo?.hash;
  }

  async drop(institutionId: string): Promise<void> {
    await this.db.query('DELETE FROM page_logos WHERE institution_id = $1', [keyOf(institutionId, 'a logo')]);
  }
}
