const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
]);
/**
 * SQLSTATE classes and codes (PostgreSQL, appendix A) after which the same statement may well succeed. 25006: a standby
 * that is not promoted yet; 25P03: a transaction that waited for so long that the server ended it.
 */
const passing = /^(08|53|57P0|57014|55P03|40001|40P01|25006|25P03)/;
const lostConnection =
  /Connection terminated|connection timeout|timeout exceeded when trying to connect|not queryable|Client was closed|Connection is not established|not yet established/i;
/** TypeORM gives the runner of a broken connection back by itself: the transaction's next statement then finds it gone. */
const releasedUnderWay = new Set([
  'QueryRunnerAlreadyReleasedError',
  'QueryRunnerProviderAlreadyReleasedError',
]);

/** Whether the database was away, or what was asked may be asked again: no bug of ours. */
export function isDatabaseAway(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const state = stateOf(thrown);
  return (
    unreachable.has(state) ||
    passing.test(state) ||
    lostConnection.test(thrown.message) ||
    releasedUnderWay.has(thrown.name)
  );
}

/** PostgreSQL's or the system's code of an error, by TypeORM or pg itself; empty when it has none. */
export function stateOf(thrown: Error): string {
  const { code, driverError } = thrown as Error & { code?: unknown; driverError?: unknown };
  return String(code ?? (driverError as { code?: unknown } | undefined)?.code ?? '');
}
