import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { services, watchStatements } from '../tools/src/index.js';
import { aSystem } from './a-system.js';

/** Long enough for every clock but the hourly ones. */
const SECONDS = 60;

describe('[promise 34] The system that nobody uses', () => {
  let system: Awaited<ReturnType<typeof aSystem>>;
  beforeAll(async () => {
    system = await aSystem();
    // What a start has to do is not rest.
    await sleep(10_000);
  });
  afterAll(() => system?.end());

  it('asks each database at most twice a second in its first minutes, with what is done once after a start', async () => {
    const { urls, logOf } = system.stack;
    const watched = await watchStatements(urls.postgres, logOf('postgres'));
    await sleep(SECONDS * 1_000);
    const found = watched.take();
    await watched.end();
    const perSecond = services.map((service) => {
      const texts = found.get(`carrel_${service}`) ?? [];
      return { service, perSecond: texts.length / SECONDS, texts };
    });
    expect(perSecond.every(({ texts }) => texts.length > 0)).toBe(true);
    const tooMany = perSecond.filter((each) => each.perSecond > 2);
    expect(tooMany.map(({ service, texts }) => [service, mostOf(texts)])).toEqual([]);
  });
});

/** What was asked most often, for whoever has to find out why. */
function mostOf(texts: readonly string[]): [text: string, count: number][] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text.slice(0, 80), (counts.get(text.slice(0, 80)) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 5);
}
