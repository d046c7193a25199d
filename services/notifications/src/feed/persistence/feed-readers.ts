import { keyOf } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface FeedReader {
  readonly serviceAccountId: string;
  readonly calledAt: Date;
}

/** Which service accounts read a group's feed, and when each last called. */
@Injectable()
export class FeedReaders {
  constructor(private readonly db: DataSource) {}

  async called(serviceAccountId: string, groupId: string, now: Date): Promise<void> {
    await this.db.query(
      `INSERT INTO feed_readers AS r (service_account_id, group_id, called_at) VALUES ($1, $2, $3)
       ON CONFLICT (service_account_id) DO UPDATE SET called_at = greatest(r.called_at, excluded.called_at)`,
      [serviceAccountId, groupId, now],
    );
  }

  /** Those who called last first. */
  ofGroup(groupId: string, limit: number): Promise<FeedReader[]> {
    return this.db.query(
      `SELECT service_account_id AS "serviceAccountId", called_at AS "calledAt" FROM feed_readers
       WHERE group_id = $1 ORDER BY called_at DESC LIMIT $2`,
      [keyOf(groupId, 'a group'), limit],
    );
  }
}
