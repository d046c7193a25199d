import type { Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Plan, Version } from '../domain/plan.js';
import { Rota } from '../domain/rota.js';

interface Row {
  version: number;
  effectiveFrom: string;
  plan: Omit<Plan, 'effectiveFrom'>;
  revisedAt: Date;
  revisedBy: string;
}
const columns = `v.version, v.effective_from::text AS "effectiveFrom", v.plan, v.revised_at AS "revisedAt",
  v.revised_by AS "revisedBy"`;
const versionOf = ({ plan, ...row }: Row): Version => ({ ...plan, ...row });

@Injectable()
export class Rotas {
  constructor(private readonly db: DataSource) {}

  /** Locks the group's rota, begins one if there is none, and lets it publish a version. */
  async publish(
    tx: Transaction,
    groupId: string,
    now: Date,
    decide: (rota: Rota) => Version,
  ): Promise<Version> {
    await tx.manager
      .createQueryBuilder()
      .insert()
      .into(Rota)
      .values(Rota.start(groupId, now))
      .orIgnore()
      .execute();
    const rota = await tx.manager.findOneOrFail(Rota, {
      where: { id: groupId },
      lock: { mode: 'pessimistic_write' },
    });
    const { effectiveFrom, version, revisedAt, revisedBy, ...plan } = decide(rota);
    await tx.manager.query(
      `INSERT INTO rota_versions (group_id, version, effective_from, plan, revised_at, revised_by)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [groupId, version, effectiveFrom, JSON.stringify(plan), revisedAt, revisedBy],
    );
    await tx.manager.save(rota);
    await tx.publish(rota);
    return { effectiveFrom, version, revisedAt, revisedBy, ...plan };
  }

  /** The newest first. */
  async versions(groupId: string, page: { before?: number | undefined; limit: number }): Promise<Version[]> {
    const rows = await this.db.query<Row[]>(
      `SELECT ${columns} FROM rota_versions v WHERE v.group_id = $1 AND ($2::int IS NULL OR v.version < $2)
       ORDER BY v.version DESC LIMIT $3`,
      [groupId, page.before ?? null, page.limit],
    );
    return rows.map(versionOf);
  }

  async version(groupId: string, version: number): Promise<Version | undefined> {
    const [row] = await this.db.query<Row[]>(
      `SELECT ${columns} FROM rota_versions v WHERE v.group_id = $1 AND v.version = $2`,
      [groupId, version],
    );
    return row && versionOf(row);
  }

  /** Those that still say something from `since` on; one that another of its date has replaced before then does not. */
  async versionsSince(groupId: string, since: Date): Promise<Version[]> {
    const rows = await this.db.query<Row[]>(
      `SELECT ${columns} FROM rota_versions v WHERE v.group_id = $1 AND NOT EXISTS (
         SELECT FROM rota_versions n WHERE n.group_id = v.group_id AND n.effective_from = v.effective_from
           AND n.version > v.version AND n.revised_at < $2)
       ORDER BY v.version`,
      [groupId, since],
    );
    return rows.map(versionOf);
  }

  /** Which of the groups have a rota. */
  async among(groupIds: readonly string[]): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>('SELECT id FROM rotas WHERE id = ANY($1::uuid[])', [
      groupIds,
    ]);
    return rows.map(({ id }) => id);
  }

  /** Rotas due for the watch. */
  async toLookAt(now: Date): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>(
      'SELECT id FROM rotas WHERE next_look_at <= $1 ORDER BY next_look_at',
      [now],
    );
    return rows.map(({ id }) => id);
  }

  async watchedUntil(groupId: string): Promise<Date | undefined> {
    const [row] = await this.db.query<{ at: Date }[]>('SELECT watched_until AS at FROM rotas WHERE id = $1', [
      groupId,
    ]);
    return row?.at;
  }

  /** Another replica may be further. */
  async watched(groupId: string, until: Date, nextLookAt: Date): Promise<void> {
    await this.db.query(
      `UPDATE rotas SET watched_until = $2, next_look_at = $3 WHERE id = $1 AND watched_until <= $2`,
      [groupId, until, nextLookAt],
    );
  }

  /** A change may need a check before the next scheduled one. */
  async lookSoon(tx: Transaction, groupId: string, now: Date): Promise<void> {
    await tx.manager.query('UPDATE rotas SET next_look_at = least(next_look_at, $2) WHERE id = $1', [
      groupId,
      now,
    ]);
  }

  /** With all its versions. */
  async delete(tx: Transaction, groupId: string): Promise<void> {
    await tx.manager.query('DELETE FROM rota_versions WHERE group_id = $1', [groupId]);
    await tx.manager.query('DELETE FROM rotas WHERE id = $1', [groupId]);
  }
}
