import { Injectable } from '@nestjs/common';
import type { EventData } from '@carrel/contracts';
import { DataSource } from 'typeorm';

/** Bans of patrons, projected from chat's events: keyed hashes and a time. */
@Injectable()
export class PatronBans {
  constructor(private readonly db: DataSource) {}

  async made({ banId, institutionId, until, marks }: EventData<'ban.made.v1'>): Promise<void> {
    await this.db.query(
      `INSERT INTO patron_bans (id, institution_id, marks, until) VALUES ($1, $2, $3, $4)
       ON CONFLICT (id) DO UPDATE SET institution_id = $2, marks = $3`,
      [banId, institutionId, marks, until],
    );
  }

  /** A row without marks stays until it expires, in case the event of the ban arrives after that of its end. */
  async lifted({ banId, institutionId }: EventData<'ban.lifted.v1'>): Promise<void> {
    await this.db.query(
      `INSERT INTO patron_bans (id, institution_id, marks, until, lifted)
       VALUES ($1, $2, '{}', now() + interval '366 days', true) ON CONFLICT (id) DO UPDATE SET lifted = true`,
      [banId, institutionId],
    );
  }

  /** Until when somebody with any of these marks is banned by the library. */
  async until(institutionId: string, marks: readonly string[], now: Date): Promise<Date | undefined> {
    const [row] = await this.db.query<{ until: Date | null }[]>(
      `SELECT max(until) AS until FROM patron_bans
       WHERE institution_id = $1 AND marks && $2 AND NOT lifted AND until > $3`,
      [institutionId, marks, now],
    );
    return row?.until ?? undefined;
  }

  async forget(now: Date): Promise<void> {
    await this.db.query('DELETE FROM patron_bans WHERE until < $1', [now]);
  }
}
