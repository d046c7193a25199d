import { Injectable } from '@nestjs/common';
import { Job } from '@carrel/messaging';
import { DatabaseClock } from '@carrel/web';
import { DataSource } from 'typeorm';

/** Longer than an access token is good for (15 minutes), with room for clocks that differ. */
const keptMs = 20 * 60_000;

/** Sign-ins that ended so recently that a token of theirs may not have expired: what a restarted replica goes by. */
@Injectable()
export class EndedSignInsTable {
  constructor(
    private readonly db: DataSource,
    private readonly clock: DatabaseClock,
  ) {}

  async add(id: string, endedAt: Date): Promise<void> {
    if (endedAt < this.longAgo()) return;
    await this.db.query(
      'INSERT INTO directory_ended_sign_ins (id, ended_at) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [id, endedAt],
    );
  }

  /** Those of these that have ended. */
  async among(ids: readonly string[]): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>(
      'SELECT id FROM directory_ended_sign_ins WHERE id = ANY ($1::uuid[])',
      [ids],
    );
    return rows.map(({ id }) => id);
  }

  @Job('forget-ended-sign-ins', { cron: '*/10 * * * *' })
  async forget(): Promise<void> {
    await this.db.query('DELETE FROM directory_ended_sign_ins WHERE ended_at < $1', [this.longAgo()]);
  }

  private longAgo(): Date {
    return new Date(this.clock.now().getTime() - keptMs);
  }
}
