import { QueryFailedError, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { NotFound, type Aggregate } from '@carrel/kernel';
import type { Transaction, Transactions } from '@carrel/messaging';

/** The constraint or unique index that a statement broke, so that a race is refused as the check before it would. */
export function violatedConstraint(error: unknown): string | undefined {
  return error instanceof QueryFailedError
    ? (error.driverError as { constraint?: string }).constraint
    : undefined;
}

/** Every id comes after it. */
export const firstId = '00000000-0000-0000-0000-000000000000';

/** The one way to change state: lock, decide, save row and events in one transaction, or nothing. */
export class Aggregates<A extends Aggregate> {
  constructor(
    protected readonly transactions: Transactions,
    private readonly type: new () => A,
    private readonly what: string,
  ) {}

  add(aggregate: A): Promise<void> {
    return this.transactions.run(async (tx) => {
      await tx.manager.insert(this.type, aggregate as never);
      await tx.publish(aggregate);
    });
  }

  /** Refused as not found when there is none. */
  change<T>(id: string, decide: (aggregate: A, tx: Transaction) => T | Promise<T>): Promise<T> {
    return this.transactions.run(async (tx) => {
      const aggregate = await this.locked(tx.manager, id);
      const result = await decide(aggregate, tx);
      await tx.manager.save(aggregate);
      await tx.publish(aggregate);
      return result;
    });
  }

  /** As it stands, for reading. */
  async get(id: string): Promise<A> {
    const found = await this.transactions.run((tx) =>
      tx.manager.findOne(this.type, { where: whole({ id } as FindOptionsWhere<A>) }),
    );
    if (!found) throw new NotFound(this.what);
    return found;
  }

  /** Locks the row until the surrounding transaction ends, so that decisions about it come one after another. */
  lock(id: string): Promise<A> {
    return this.transactions.run((tx) => this.locked(tx.manager, id));
  }

  /** Calls for every row in turn, a batch per transaction; resumes nothing, repeats harmlessly. */
  async each(batch: number, decide: (aggregate: A) => void): Promise<number> {
    let after: string | undefined = firstId;
    for (let seen = 0; ;) {
      const ids: string[] = await this.batch(after, batch, decide);
      seen += ids.length;
      after = ids.at(-1);
      if (!after) return seen;
    }
  }

  /** Calls for so many rows, the first of those whose ids come after one. Answers their ids. */
  batch(after: string, most: number, decide: (aggregate: A) => void): Promise<string[]> {
    return this.transactions.run(async (tx) => {
      const found = await tx.manager
        .createQueryBuilder(this.type, 'a')
        .where('a.id > :after', { after })
        .orderBy('a.id')
        .limit(most)
        .setLock('pessimistic_write')
        .getMany();
      found.forEach(decide);
      await tx.manager.save(found);
      for (const aggregate of found) await tx.publish(aggregate);
      return found.map(({ id }) => id);
    });
  }

  count(): Promise<number> {
    return this.transactions.run((tx) => tx.manager.count(this.type));
  }

  protected async locked(manager: EntityManager, id: string): Promise<A> {
    const found = await manager.findOne(this.type, {
      where: whole({ id } as FindOptionsWhere<A>),
      lock: { mode: 'pessimistic_write' },
    });
    if (!found) throw new NotFound(this.what);
    return found;
  }
}

/** A missing value must never widen a query to the first row (guarantee 22). */
export function whole<W extends object>(where: W): W {
  for (const [field, value] of Object.entries(where)) {
    if (value === undefined || value === null || value === '') throw new Error(`A query without ${field}.`);
  }
  return where;
}
