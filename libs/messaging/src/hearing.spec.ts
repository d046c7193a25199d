import { describe, expect, it } from '@jest/globals';
import { PartAway } from '@carrel/kernel';
import { currentHandler } from './current-handler.js';
import { isAway, tellTheRest, type Hearer } from './hearing.js';

/** Those who hear an event, and what each time went wrong with them; they note who they were told they are. */
function hearers(faults: Record<string, (Error | undefined)[]>): { all: Hearer[]; told: string[] } {
  const told: string[] = [];
  const all = Object.entries(faults).map(([name, rest]) => ({
    name,
    hear: async () => {
      told.push(currentHandler.getStore() ?? 'nobody');
      const fault = rest.shift();
      if (fault) throw fault;
    },
  }));
  return { all, told };
}
const failureOf = (telling: Promise<void>): Promise<Error> =>
  telling.then(
    () => new Error('none'),
    (failure: Error) => failure,
  );

describe('An event that several hear', () => {
  it('reaches those after one that fails, and is told again to that one alone', async () => {
    const done = new Set<string>();
    const { all, told } = hearers({ 'Mail.sent': [new Error('no template')], 'Directory.keep': [] });
    const failure = await failureOf(tellTheRest(all, {}, done));
    expect(failure.message).toContain('Mail.sent');
    expect(failure.message).toContain('no template');
    expect([...done]).toEqual(['Directory.keep']);
    await tellTheRest(all, {}, done);
    expect(told).toEqual(['Mail.sent', 'Directory.keep', 'Mail.sent']);
  });

  it('waits with the one that waits for another part, whatever else failed', async () => {
    const { all } = hearers({ a: [new Error('broken')], b: [new PartAway('admin')], c: [] });
    const done = new Set<string>();
    expect(isAway(await failureOf(tellTheRest(all, {}, done)))).toBe(true);
    expect([...done]).toEqual(['c']);
  });

  it('is given up for the fault of the one that is left', async () => {
    const { all } = hearers({ a: [new Error('broken'), new Error('broken')], b: [new PartAway('admin')] });
    const done = new Set<string>();
    expect(isAway(await failureOf(tellTheRest(all, {}, done)))).toBe(true);
    const left = await failureOf(tellTheRest(all, {}, done));
    expect([isAway(left), left.message]).toEqual([false, expect.stringContaining('broken')]);
  });
});
