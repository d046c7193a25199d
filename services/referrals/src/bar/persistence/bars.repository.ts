import { NotFound } from '@carrel/kernel';
import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull, LessThan } from 'typeorm';
import { Bar } from '../domain/bar.js';

@Injectable()
export class Bars {
  constructor(
    private readonly db: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** Lets it be decided over all bars of the group in force; one decision of a group after another. */
  add(groupId: string, decide: (inForce: readonly Bar[]) => Bar): Promise<Bar> {
    return this.transactions.run(async ({ manager }) => {
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`bars of ${groupId}`]);
      return manager.save(decide(await manager.findBy(Bar, { groupId, liftedAt: IsNull() })));
    });
  }

  async get(id: string): Promise<Bar> {
    return found(await this.db.manager.findOneBy(Bar, { id }));
  }

  /** Locks, lets the bar decide, saves. */
  change(id: string, decide: (bar: Bar) => void): Promise<Bar> {
    return this.transactions.run(async ({ manager }) => {
      const bar = found(await manager.findOne(Bar, { where: { id }, lock: { mode: 'pessimistic_write' } }));
      decide(bar);
      return manager.save(bar);
    });
  }

  inForce(groupIds: readonly string[]): Promise<Bar[]> {
    return this.db.manager.findBy(Bar, { groupId: In([...groupIds]), liftedAt: IsNull() });
  }

  /** Newest first; lifted ones too when they are asked for. */
  ofGroup(
    groupId: string,
    page: { lifted: boolean; before?: string | undefined; limit: number },
  ): Promise<Bar[]> {
    return this.db.manager.find(Bar, {
      where: {
        groupId,
        ...(page.lifted ? {} : { liftedAt: IsNull() }),
        ...(page.before ? { id: LessThan(page.before) } : {}),
      },
      order: { id: 'DESC' },
      take: page.limit,
    });
  }
}

function found(bar: Bar | null): Bar {
  if (!bar) throw new NotFound('bar');
  return bar;
}
