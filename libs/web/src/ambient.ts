import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';

const ambient = new AsyncLocalStorage<{ runner: QueryRunner; dataSource: DataSource }>();

/** Runs work whose every use of the DataSource, queries too, is part of the transaction of this manager. */
export function joinTransaction<T>(manager: EntityManager, work: () => Promise<T>): Promise<T> {
  const runner = manager.queryRunner;
  return runner ? ambient.run({ runner, dataSource: manager.connection }, work) : work();
}

/**
 * Lets a DataSource hand out the ambient transaction's runner inside `joinTransaction`, so that a handler
 * that writes and then reads back sees what it wrote, and needs no second connection for it.
 */
export function followAmbient(dataSource: DataSource): DataSource {
  const create = dataSource.createQueryRunner.bind(dataSource);
  dataSource.createQueryRunner = (mode) => {
    const joined = ambient.getStore();
    const usable = joined?.dataSource === dataSource && !joined.runner.isReleased;
    return usable ? borrowed(joined.runner) : create(mode);
  };
  return dataSource;
}

/** The same runner, but `release` is left to whoever owns the transaction. */
function borrowed(runner: QueryRunner): QueryRunner {
  return new Proxy(runner, {
    get: (target, property) => {
      if (property === 'release') return async () => undefined;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
