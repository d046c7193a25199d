import type { AnyEvent } from '@carrel/contracts';
import { newId, type Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DeliveryRow, DeliveryStatus } from '../domain/delivery.js';

export interface Next {
  id: string;
  eventId: string;
  body: string;
  queuedAt: Date;
}

const columns = `id, event_id AS "eventId", name AS event, status, attempts, last_status AS "lastStatus",
  last_error AS "lastError", queued_at AS "queuedAt", tried_at AS "triedAt", ended_at AS "endedAt"`;

/** What is on its way to each endpoint, in order; plain SQL, since nobody decides about a delivery by itself. */
@Injectable()
export class WebhookDeliveries {
  constructor(private readonly db: DataSource) {}

  /** One that waits already is not queued twice. */
  async queue({ manager }: Transaction, endpointId: string, event: AnyEvent, now: Date): Promise<void> {
    await manager.query(
      `INSERT INTO webhook_deliveries (id, endpoint_id, event_id, name, body, status, queued_at)
       VALUES ($1, $2, $3, $4, $5, 'queued', $6)
       ON CONFLICT (endpoint_id, event_id) WHERE status = 'queued' DO NOTHING`,
      [newId(), endpointId, event.id, event.type, JSON.stringify(event), now],
    );
  }

  /** The oldest that waits. */
  async next({ manager }: Transaction, endpointId: string): Promise<Next | undefined> {
    const [row] = await manager.query<Next[]>(
      `SELECT id, event_id AS "eventId", body, queued_at AS "queuedAt" FROM webhook_deliveries
       WHERE endpoint_id = $1 AND status = 'queued' ORDER BY position LIMIT 1`,
      [endpointId],
    );
    return row;
  }

  async tried(
    { manager }: Transaction,
    id: string,
    result: { status: DeliveryStatus; lastStatus: number | null; lastError: string | null },
    now: Date,
  ): Promise<void> {
    await manager.query(
      `UPDATE webhook_deliveries SET attempts = attempts + 1, tried_at = $5, status = $2, last_status = $3,
         last_error = $4, body = CASE WHEN $2 = 'delivered' THEN NULL ELSE body END,
         ended_at = CASE WHEN $2 = 'queued' THEN NULL ELSE $5::timestamptz END
       WHERE id = $1 AND status = 'queued'`,
      [id, result.status, result.lastStatus, result.lastError, now],
    );
  }

  /** What waits for an endpoint that was given up or switched off. */
  async bury({ manager }: Transaction, endpointId: string, now: Date): Promise<void> {
    await manager.query(
      `UPDATE webhook_deliveries SET status = 'dead', ended_at = $2, last_error = coalesce(last_error, 'endpoint-disabled')
       WHERE endpoint_id = $1 AND status = 'queued'`,
      [endpointId, now],
    );
  }

  /** Dead letters, one or all, behind what waits, in the order in which they happened; answers how many. */
  async revive({ manager }: Transaction, endpointId: string, id: string | null, now: Date): Promise<number> {
    const rows = await manager.query<unknown[]>(
      `WITH dead AS (
         DELETE FROM webhook_deliveries WHERE endpoint_id = $1 AND status = 'dead' AND ($2::uuid IS NULL OR id = $2)
         RETURNING position, id, event_id, name, body)
       INSERT INTO webhook_deliveries (id, endpoint_id, event_id, name, body, status, queued_at)
       SELECT id, $1, event_id, name, body, 'queued', $3 FROM dead ORDER BY position
       ON CONFLICT DO NOTHING RETURNING id`,
      [endpointId, id, now],
    );
    return rows.length;
  }

  /** Newest first. */
  list(
    endpointId: string,
    status: DeliveryStatus | undefined,
    after: string | undefined,
    limit: number,
  ): Promise<DeliveryRow[]> {
    return this.db.query(
      `SELECT ${columns} FROM webhook_deliveries
       WHERE endpoint_id = $1 AND ($2::text IS NULL OR status = $2) AND ($3::uuid IS NULL OR id < $3)
       ORDER BY id DESC LIMIT $4`,
      [endpointId, status ?? null, after ?? null, limit],
    );
  }

  async counts(endpointId: string): Promise<{ queued: number; dead: number }> {
    const [row] = await this.db.query<{ queued: number; dead: number }[]>(
      `SELECT count(*) FILTER (WHERE status = 'queued')::int AS queued, count(*) FILTER (WHERE status = 'dead')::int AS dead
       FROM webhook_deliveries WHERE endpoint_id = $1 AND status <> 'delivered'`,
      [endpointId],
    );
    return row!;
  }

  /** Delivered ones stay for thirty days, dead letters as long as events are kept. */
  async forget(now: Date): Promise<void> {
    await this.db.query(
      `DELETE FROM webhook_deliveries WHERE (status = 'delivered' AND ended_at < $1::timestamptz - interval '30 days')
         OR (status = 'dead' AND ended_at < $1::timestamptz - interval '90 days')`,
      [now],
    );
  }
}
