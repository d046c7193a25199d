import { isDatabaseAway, stateOf } from '@carrel/messaging';
import { problemDocument, type ProblemDocument } from './problem.js';

/** Text PostgreSQL cannot store, above all NUL. */
const unstorable = /^(22021|22P05)$/;

/** The problem document for errors of the database that are not bugs: it is away, or the text cannot be stored. */
export function databaseFault(thrown: unknown): ProblemDocument | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const state = stateOf(thrown);
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
  if (isDatabaseAway(thrown)) {
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
