import { setTimeout as sleep } from 'node:timers/promises';

const DEADLOCK = '40P01';
const TRIES = 4;
/** Time for the other side to take its rows first; a try at once would wait for it again. */
const pauseMs = () => 50 + Math.random() * 100;

const codeOf = (error: unknown): unknown =>
  (error as { code?: unknown }).code ?? (error as { driverError?: { code?: unknown } }).driverError?.code;

/**
 * Runs one statement or transaction, again when PostgreSQL has ended it to resolve a deadlock, at most 4 times. Not for
 * work inside a transaction, which a deadlock ends as a whole.
 * @throws the error of the last try
 */
export async function retryOnDeadlock<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (codeOf(error) !== DEADLOCK || tries === TRIES) throw error;
      await sleep(pauseMs());
    }
  }
}
