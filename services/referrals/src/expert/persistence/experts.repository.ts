import { NotFound } from '@carrel/kernel';
import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull } from 'typeorm';
import { Expert } from '../domain/expert.js';

/** The registry of experts (R100). */
@Injectable()
export class Experts {
  constructor(
    private readonly db: DataSource,
    private readonly transactions: Transactions,
  ) {}

  add(expert: Expert): Promise<Expert> {
    return this.transactions.run(({ manager }) => manager.save(expert));
  }

  async get(id: string): Promise<Expert> {
    return found(await this.db.manager.findOneBy(Expert, { id, retiredAt: IsNull() }));
  }

  /** Locks, lets the expert decide, saves. */
  change(id: string, decide: (expert: Expert) => void): Promise<Expert> {
    return this.transactions.run(async ({ manager }) => {
      const where = { id, retiredAt: IsNull() };
      const expert = found(await manager.findOne(Expert, { where, lock: { mode: 'pessimistic_write' } }));
      decide(expert);
      return manager.save(expert);
    });
  }

  /** Those of a library and of its groups, by name. */
  openTo(institutionId: string, groupIds: readonly string[]): Promise<Expert[]> {
    const retiredAt = IsNull();
    return this.db.manager.find(Expert, {
      where: [
        { institutionId, retiredAt },
        { groupId: In([...groupIds]), retiredAt },
      ],
      order: { name: 'ASC', id: 'ASC' },
    });
  }

  /** The names of some, retired ones among them, by id. */
  async namesOf(ids: readonly string[]): Promise<Map<string, string>> {
    const experts = ids.length ? await this.db.manager.findBy(Expert, { id: In([...ids]) }) : [];
    return new Map(experts.map(({ id, name }) => [id, name]));
  }
}

function found(expert: Expert | null): Expert {
  if (!expert) throw new NotFound('expert');
  return expert;
}
