import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Calls `check` until it stops throwing, and returns what it then returned; after `ms` its last error is thrown. A promise
 * with a time says it; the others have time enough for a busy machine.
 */
export async function eventually<T>(check: () => T | Promise<T>, ms = 60_000): Promise<T> {
  for (const until = Date.now() + ms; ; await sleep(20)) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > until) throw error;
    }
  }
}
