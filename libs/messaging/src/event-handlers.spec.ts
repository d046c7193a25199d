import { describe, expect, it } from '@jest/globals';
import { ServiceUnavailable } from '@carrel/kernel';
import { currentHandler } from './current-handler.js';
import { isUnavailable, runRemainingHandlers, type EventHandler } from './event-handlers.js';

/** Handlers, and what goes wrong in each of them at each try; they note the name they run under. */
function failingHandlers(faults: Record<string, (Error | undefined)[]>): {
  all: EventHandler[];
  ran: string[];
} {
  const ran: string[] = [];
  const all = Object.entries(faults).map(([name, rest]) => ({
    name,
    handle: async () => {
      ran.push(currentHandler.getStore() ?? 'nobody');
      const fault = rest.shift();
      if (fault) throw fault;
    },
  }));
  return { all, ran };
}
const failureOf = (running: Promise<void>): Promise<Error> =>
  running.then(
    () => new Error('none'),
    (failure: Error) => failure,
  );

describe('An event with several handlers', () => {
  it('reaches those after one that fails, and is tried again at that one alone', async () => {
    const done = new Set<string>();
    const { all, ran } = failingHandlers({ 'Mail.sent': [new Error('no template')], 'Directory.keep': [] });
    const failure = await failureOf(runRemainingHandlers(all, {}, done));
    expect(failure.message).toContain('Mail.sent');
    expect(failure.message).toContain('no template');
    expect([...done]).toEqual(['Directory.keep']);
    await runRemainingHandlers(all, {}, done);
    expect(ran).toEqual(['Mail.sent', 'Directory.keep', 'Mail.sent']);
  });

  it('waits with the one that waits for another part, whatever else failed', async () => {
    const { all } = failingHandlers({
      a: [new Error('broken')],
      b: [new ServiceUnavailable('admin')],
      c: [],
    });
    const done = new Set<string>();
    expect(isUnavailable(await failureOf(runRemainingHandlers(all, {}, done)))).toBe(true);
    expect([...done]).toEqual(['c']);
  });

  it('is given up for the fault of the one that is left', async () => {
    const { all } = failingHandlers({
      a: [new Error('broken'), new Error('broken')],
      b: [new ServiceUnavailable('admin')],
    });
    const done = new Set<string>();
    expect(isUnavailable(await failureOf(runRemainingHandlers(all, {}, done)))).toBe(true);
    const left = await failureOf(runRemainingHandlers(all, {}, done));
    expect([isUnavailable(left), left.message]).toEqual([false, expect.stringContaining('broken')]);
  });
});
