import { mailboxSpellings } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { shortChat } from '@carrel/contracts';
import { settingSql } from '@carrel/directory';
import { DataSource, In } from 'typeorm';
import type { Left } from '../../lines/domain/line.js';
import { Session } from '../domain/session.js';
import type { Supervisor } from '../domain/supervisor.js';

export interface Desk {
  subscriptionGroupId: string;
  queueIds: string[];
}
export interface After {
  at: string;
  id: string;
}

/** A request is offered to the patron's own group first, then to everyone on one of its queues (B5). */
const offered = `s.status = 'waiting' AND s.queue_ids && $1::uuid[]
  AND (s.subscription_group_id = $2 OR s.offered_to = 'everyone')`;

@Injectable()
export class SessionsQueries {
  constructor(private readonly db: DataSource) {}

  async byId(id: string): Promise<Session | null> {
    return this.db.manager.findOneBy(Session, { id });
  }

  /** A patron's sessions at one library, one more than asked for when there is more. */
  async ofPatron(
    institutionId: string,
    email: string,
    after: string | null,
    limit: number,
  ): Promise<Session[]> {
    const rows = await this.db.query<{ id: string }[]>(
      `SELECT id FROM sessions WHERE institution_id = $1 AND lower(patron_email) = ANY($2)
         AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4`,
      [institutionId, mailboxSpellings(email), after, limit + 1],
    );
    const ids = rows.map(({ id }) => id);
    return this.db.manager.find(Session, { where: { id: In(ids) }, order: { id: 'ASC' } });
  }

  /** What the setting chat-length leaves of a session; null for one that is shorter than any may become. */
  async leftOf(id: string): Promise<Left | null> {
    const [row] = await this.db.query<Left[]>(
      `SELECT greatest(0, (most->>'lines')::int - last_seq) AS lines,
         greatest(0, (most->>'bytes')::int - text_bytes) AS bytes
       FROM (SELECT last_seq, text_bytes, ${settingSql('chat-length', 'subscription_group_id')} AS most
         FROM sessions s WHERE id = $1 AND (last_seq > $2 OR text_bytes > $3)) s`,
      [id, shortChat.lines, shortChat.bytes],
    );
    return row ?? null;
  }

  /** Requests offered to this desk, those who wait longest first (F5). */
  async offeredTo(desk: Desk, limit: number, after?: After): Promise<Session[]> {
    return this.inOrder(
      `SELECT id FROM sessions s WHERE ${offered} AND ($3::timestamptz IS NULL OR (s.place_at, s.id) > ($3, $4::uuid))
       ORDER BY s.place_at, s.id LIMIT $5`,
      [desk.queueIds, desk.subscriptionGroupId, after?.at ?? null, after?.id ?? null, limit],
    );
  }

  async countOfferedTo(desk: Desk): Promise<number> {
    const [row] = await this.db.query<{ count: number }[]>(
      `SELECT count(*)::int FROM sessions s WHERE ${offered}`,
      [desk.queueIds, desk.subscriptionGroupId],
    );
    return row?.count ?? 0;
  }

  /** Live sessions of the patrons somebody answers for, the oldest first. */
  async liveUnder({ institutionId, groupIds }: Supervisor, limit: number, after?: After): Promise<Session[]> {
    return this.inOrder(
      `SELECT id FROM sessions s WHERE s.status = 'active'
         AND (s.institution_id = $1 OR s.subscription_group_id = ANY($2::uuid[]))
         AND ($3::timestamptz IS NULL OR (s.requested_at, s.id) > ($3, $4::uuid))
       ORDER BY s.requested_at, s.id LIMIT $5`,
      [institutionId, groupIds, after?.at ?? null, after?.id ?? null, limit],
    );
  }

  /** Requests of a group that were given up in the last day, oldest first. */
  async abandonedAt(desk: Desk, limit: number, after?: After): Promise<Session[]> {
    return this.inOrder(
      `SELECT id FROM sessions s WHERE s.status = 'abandoned' AND s.subscription_group_id = $2
         AND s.queue_ids && $1::uuid[] AND s.ended_at > now() - interval '1 day'
         AND ($3::timestamptz IS NULL OR (s.requested_at, s.id) > ($3, $4::uuid))
       ORDER BY s.requested_at, s.id LIMIT $5`,
      [desk.queueIds, desk.subscriptionGroupId, after?.at ?? null, after?.id ?? null, limit],
    );
  }

  /** Sessions the librarian is in, the oldest first. */
  async attendedBy(accountId: string, limit: number, after?: After): Promise<Session[]> {
    return this.inOrder(
      `SELECT id FROM sessions s WHERE s.status = 'active' AND s.participants @> $1::jsonb
         AND ($2::timestamptz IS NULL OR (s.requested_at, s.id) > ($2, $3::uuid))
       ORDER BY s.requested_at, s.id LIMIT $4`,
      [
        JSON.stringify([{ librarianId: accountId, leftAt: null }]),
        after?.at ?? null,
        after?.id ?? null,
        limit,
      ],
    );
  }

  /** How many requests this desk may see on each of the queues, and how many librarians are available there. */
  async countsOf(desk: Desk): Promise<Map<string, { waiting: number; monitoring: number }>> {
    const rows = await this.db.query<{ id: string; waiting: number; monitoring: number }[]>(
      `SELECT q.id,
         (SELECT count(*)::int FROM sessions s WHERE ${offered} AND s.queue_ids @> ARRAY[q.id]) AS waiting,
         (SELECT count(*)::int FROM monitors m WHERE m.availability = 'available' AND m.vanished_at IS NULL
            AND m.queue_ids @> ARRAY[q.id]) AS monitoring
       FROM unnest($1::uuid[]) AS q(id)`,
      [desk.queueIds, desk.subscriptionGroupId],
    );
    return new Map(rows.map(({ id, ...counts }) => [id, counts]));
  }

  /** The place in line among requests that share a queue, from 1. */
  async positionOf(session: Pick<Session, 'id' | 'queueIds' | 'placeAt'>): Promise<number> {
    const [row] = await this.db.query<{ ahead: number }[]>(
      `SELECT count(*)::int AS ahead FROM sessions
       WHERE status = 'waiting' AND queue_ids && $1::uuid[] AND (place_at, id) < ($2, $3::uuid)`,
      [session.queueIds, session.placeAt, session.id],
    );
    return (row?.ahead ?? 0) + 1;
  }

  /** Requests of a group that are still held back from the cooperative, the oldest first. */
  async heldBackFor(
    subscriptionGroupId: string,
  ): Promise<{ id: string; queueIds: string[]; language: string | null }[]> {
    return this.db.query(
      `SELECT id, queue_ids AS "queueIds", language FROM sessions
       WHERE status = 'waiting' AND offered_to = 'local' AND subscription_group_id = $1 ORDER BY place_at, id`,
      [subscriptionGroupId],
    );
  }

  /** Requests of a library's patrons that wait. */
  async waitingOf(institutionId: string): Promise<{ id: string; queueIds: string[] }[]> {
    return this.db.query(
      `SELECT id, queue_ids AS "queueIds" FROM sessions
       WHERE status = 'waiting' AND institution_id = $1 ORDER BY place_at, id`,
      [institutionId],
    );
  }

  private async inOrder(sql: string, values: unknown[]): Promise<Session[]> {
    const ids = (await this.db.query<{ id: string }[]>(sql, values)).map((row) => row.id);
    const sessions = await this.db.manager.findBy(Session, { id: In(ids) });
    const place = new Map(ids.map((id, n) => [id, n]));
    return sessions.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
  }
}
