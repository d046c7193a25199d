import { NotFound } from '@carrel/kernel';
import type { Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { WebhookEndpoint, type Owner } from '../domain/endpoint.js';

/** The endpoints of libraries and groups. A row is held while its deliveries are queued or decided about. */
@Injectable()
export class Endpoints {
  constructor(private readonly db: DataSource) {}

  async get(id: string): Promise<WebhookEndpoint> {
    const found = await this.db.manager.findOne(WebhookEndpoint, { where: { id: whole(id) } });
    if (!found) throw new NotFound('webhook endpoint');
    return found;
  }

  of({ kind, id }: Owner): Promise<WebhookEndpoint[]> {
    return this.db.manager.find(WebhookEndpoint, {
      where: { ownerKind: kind, ownerId: whole(id) },
      order: { id: 'ASC' },
    });
  }

  /** Held until the transaction ends, in one order for everybody, so that their deliveries are queued one by one. */
  async heldOf(tx: Transaction, ownerIds: readonly string[]): Promise<WebhookEndpoint[]> {
    const present = await this.present(tx, ownerIds);
    if (!present.length) return [];
    return tx.manager.find(WebhookEndpoint, {
      where: { ownerId: In(present), enabled: true },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** Those of these libraries and groups that are not closed or deleted: others are sent nothing more (promise 31). */
  async present({ manager }: Transaction, ownerIds: readonly string[]): Promise<string[]> {
    if (!ownerIds.length) return [];
    const rows = await manager.query<{ id: string }[]>(
      `SELECT o.id FROM unnest($1::uuid[]) AS o (id)
       WHERE NOT EXISTS (SELECT FROM directory_institutions i WHERE i.id = o.id AND i.profile_status = 'closed')
         AND NOT EXISTS (SELECT FROM directory_groups g WHERE g.id = o.id AND g.deleted)`,
      [[...ownerIds]],
    );
    return rows.map(({ id }) => id);
  }

  /** Those that are on and lead where this account said. */
  setBy(accountId: string): Promise<WebhookEndpoint[]> {
    return this.db.manager.find(WebhookEndpoint, {
      where: { setBy: whole(accountId), enabled: true },
      order: { id: 'ASC' },
    });
  }

  async ids(): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>('SELECT id FROM webhook_endpoints ORDER BY id');
    return rows.map(({ id }) => id);
  }

  async add(tx: Transaction, endpoint: WebhookEndpoint): Promise<void> {
    await tx.manager.insert(WebhookEndpoint, endpoint);
    await tx.publish(endpoint);
  }

  /** Locks, decides, saves row and events. @throws NotFound */
  async change<T>(
    tx: Transaction,
    id: string,
    decide: (endpoint: WebhookEndpoint) => T | Promise<T>,
  ): Promise<T> {
    const found = await tx.manager.findOne(WebhookEndpoint, {
      where: { id: whole(id) },
      lock: { mode: 'pessimistic_write' },
    });
    if (!found) throw new NotFound('webhook endpoint');
    const result = await decide(found);
    await tx.manager.save(found);
    await tx.publish(found);
    return result;
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.manager.delete(WebhookEndpoint, { id: whole(id) });
  }

  async countOf(tx: Transaction, { kind, id }: Owner): Promise<number> {
    await tx.manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`webhooks of ${id}`]);
    return tx.manager.countBy(WebhookEndpoint, { ownerKind: kind, ownerId: whole(id) });
  }
}

/** A missing id must never become the first row (guarantee 22). */
function whole(id: string): string {
  if (!id) throw new Error('A query without an id.');
  return id;
}
