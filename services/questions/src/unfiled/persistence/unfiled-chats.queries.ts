import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A chat that is over and whose question could not be made. */
export interface UnfiledChat {
  /** The id of the event of its end. */
  readonly id: string;
  readonly event: string;
  readonly sessionId: string;
  readonly institutionId: string;
  readonly endedAt: string;
  readonly failedAt: Date;
  readonly attempts: number;
  /** The first line of what went wrong. */
  readonly cause: string;
}

/** Dead letters about the end of a chat that has not become a question since. */
export const unfiledChats = `dead_letters d
  WHERE d.requeued_at IS NULL
    AND d.name IN ('session.ended.v1', 'session.dismissed.v1', 'session.abandoned.v1')
    AND NOT (d.name = 'session.abandoned.v1' AND (d.envelope->'data'->>'noContact')::boolean)
    AND NOT EXISTS (SELECT FROM questions q WHERE q.session_id = (d.envelope->'data'->>'sessionId')::uuid)`;

/** A library's, or every library's where none is named. */
const ofLibrary = `($1::text IS NULL OR d.envelope->'data'->>'institutionId' = $1)`;

@Injectable()
export class UnfiledChats {
  constructor(private readonly db: DataSource) {}

  /** The newest first; one more than asked for when there are more. */
  page(institutionId: string | null, before: string | undefined, limit: number): Promise<UnfiledChat[]> {
    return this.db.query(
      `SELECT d.event_id AS id, d.name AS event, d.envelope->'data'->>'sessionId' AS "sessionId",
         d.envelope->'data'->>'institutionId' AS "institutionId", d.envelope->>'time' AS "endedAt",
         d.died_at AS "failedAt", d.attempts, split_part(d.cause, E'\\n', 1) AS cause
       FROM ${unfiledChats} AND ${ofLibrary} AND ($2::uuid IS NULL OR d.event_id < $2)
       ORDER BY d.event_id DESC LIMIT $3`,
      [institutionId, before ?? null, limit + 1],
    );
  }

  async count(institutionId: string | null): Promise<number> {
    const [row] = await this.db.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM ${unfiledChats} AND ${ofLibrary}`,
      [institutionId],
    );
    return row?.count ?? 0;
  }
}
