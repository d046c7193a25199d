import { NotFound } from '@carrel/kernel';
import type { Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource, In, LessThan, QueryFailedError, type FindOptionsWhere } from 'typeorm';
import { Cover, type CoverStatus } from '../domain/cover.js';
import { CoverAsked } from '../domain/refusals.js';

@Injectable()
export class Covers {
  constructor(private readonly db: DataSource) {}

  /** One open request a duty. */
  async add(tx: Transaction, cover: Cover): Promise<void> {
    try {
      await tx.manager.insert(Cover, cover as never);
    } catch (error) {
      const driver =
        error instanceof QueryFailedError ? (error.driverError as { constraint?: string }) : undefined;
      throw driver?.constraint === 'covers_open' ? new CoverAsked() : error;
    }
    await tx.publish(cover);
  }

  async get(id: string): Promise<Cover> {
    const cover = await this.db.manager.findOneBy(Cover, { id });
    if (!cover) throw new NotFound('request for cover');
    return cover;
  }

  /** Locks, lets it decide, saves row and events. */
  async change<T>(tx: Transaction, id: string, decide: (cover: Cover) => T | Promise<T>): Promise<T> {
    const cover = await tx.manager.findOne(Cover, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!cover) throw new NotFound('request for cover');
    const result = await decide(cover);
    await tx.manager.save(cover);
    await tx.publish(cover);
    return result;
  }

  /** Of these groups, the newest first. */
  page(wanted: {
    groupIds: readonly string[];
    status?: CoverStatus | undefined;
    before?: string | undefined;
    limit: number;
  }): Promise<Cover[]> {
    const where: FindOptionsWhere<Cover> = { groupId: In([...wanted.groupIds]) };
    if (wanted.status) where.status = wanted.status;
    if (wanted.before) where.id = LessThan(wanted.before);
    return this.db.manager.find(Cover, { where, order: { id: 'DESC' }, take: wanted.limit });
  }

  openOf(groupId: string): Promise<Cover[]> {
    return this.db.manager.find(Cover, { where: { groupId, status: 'open' }, order: { id: 'ASC' } });
  }

  async ofDuties(dutyIds: readonly string[]): Promise<Map<string, Cover>> {
    const open = await this.db.manager.find(Cover, { where: { dutyId: In([...dutyIds]), status: 'open' } });
    return new Map(open.map((cover) => [cover.dutyId, cover]));
  }
}
