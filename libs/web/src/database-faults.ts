import { problemDocument, type ProblemDocument } from './problem.js';

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
 * SQLSTATE classes and codes (PostgreSQL, appendix A) after which the same request may well succeed. 25006: a standby that
 * is not promoted yet; 25P03: a transaction that waited for so long that the server ended it.
 */
const passing = /^(08|53|57P0|57014|55P03|40001|40P01|25006|25P03)/;
/** Text PostgreSQL cannot store, above all NUL. */
const unstorable = /^(22021|22P05)$/;
const lostConnection =
  /Connection terminated|connection timeout|timeout exceeded when trying to connect|not queryable|Client was closed|Connection is not established|not yet established/i;

/** The problem document for errors of the database that are not bugs: it is away, or the text cannot be stored. */
export function databaseFault(thrown: unknown): ProblemDocument | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const { code, driverError } = thrown as Error & { code?: unknown; driverError?: unknown };
  const state = String(code ?? (driverError as { code?: unknown } | undefined)?.code ?? '');
  if (unstorable.test(state)) {
    return problemDocument(
      422,
      'unstorable-text',
      'The text holds characters that cannot be stored, such as NUL.',
    );
  }
  // The zones of a database are those of its own files.
  if (state === '22023' && /time zone/i.test(thrown.message)) {
    return problemDocument(422, 'unknown-time-zone', 'The database knows no time zone of that name.');
  }
  if (unreachable.has(state) || passing.test(state) || lostConnection.test(thrown.message)) {
    return problemDocument(
      503,
      'part-away',
      'The database does not answer at the moment; try again shortly.',
      {
        facts: { part: 'database' },
      },
    );
  }
  return undefined;
}
