import type { DataSource, QueryRunner } from 'typeorm';

/**
 * Lets a DataSource hand out the runner of the transaction that is open around the caller, if one is: what reads
 * inside a transaction sees what was written in it, and needs no second connection. Sixteen that each hold one and
 * wait for another would keep the whole pool waiting. A runner whose connection broke refuses what follows: on another
 * one it would be written apart from the transaction.
 */
export function joinOpenTransaction(dataSource: DataSource, open: () => QueryRunner | undefined): void {
  const create = dataSource.createQueryRunner.bind(dataSource);
  dataSource.createQueryRunner = (mode) => {
    const runner = open();
    return runner ? borrowed(runner) : create(mode);
  };
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
