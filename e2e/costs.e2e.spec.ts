import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ok } from '@carrel/client';
import { Librarian } from '../tools/src/browser/librarian.js';
import { at, eventually, speaker, type Speaker } from '../tools/src/journey/client.js';
import { services, watchStatements, type ServiceName } from '../tools/src/index.js';
import { untilDrained } from '../tools/src/resilience/watch.js';
import { aSystem } from './a-system.js';

/**
 * V8 collects its young generation whenever a megabyte was allocated there, so that the collections a service counts are
 * megabytes. They are those of a process of its own: one that ran other suites allocates four times as much for the same page.
 */
const aMegabyteEach = ['--min-semi-space-size=1', '--max-semi-space-size=1'];

/** Long enough for all that is done every few seconds. */
const secondsAtRest = 20;

describe('What the system costs', () => {
  let system: Awaited<ReturnType<typeof aSystem>>;
  let cedar: Librarian;
  let anyone: Speaker;

  const megabytes = async (service: ServiceName): Promise<number> => {
    const metrics = await (await fetch(`${system.stack.urls[service]}/metrics`)).text();
    return Number(/^nodejs_gc_duration_seconds_count\{[^}]*kind="minor"[^}]*\} (\d+)/m.exec(metrics)![1]);
  };
  /** Kilobytes for each of `count`, once as many have warmed the service up. */
  const kilobytes = async (service: ServiceName, count: number, request: (n: number) => Promise<unknown>) => {
    for (let n = 0; n < count; n += 1) await request(n);
    const before = await megabytes(service);
    for (let n = 0; n < count; n += 1) await request(count + n);
    return (1024 * ((await megabytes(service)) - before)) / count;
  };
  const ask = (n: number) => {
    const patron = { name: 'Robin', email: `robin${n}@patron.example` };
    const body = { institutionId: cedar.institutionId, patron, text: `Where is the herbarium of ${n}?` };
    return ok(anyone.questions.POST('/v1/questions', { body }));
  };

  beforeAll(async () => {
    system = await aSystem({ nodeFlags: aMegabyteEach });
    cedar = await Librarian.of(system.stack.url, 'cedar');
    anyone = speaker(system.stack.url);
  });
  afterAll(() => system?.end());

  it('[promise 34] at rest: each database is asked at most once a second, soon after the start', async () => {
    const { urls, logOf } = system.stack;
    await untilDrained(system.stack);
    const watched = await watchStatements(urls.postgres, logOf('postgres'));
    // What a start has to do may fill a look or two.
    await eventually(async () => {
      watched.take();
      await sleep(secondsAtRest * 1_000);
      const found = watched.take();
      const asked = services.map((service) => ({ service, texts: found.get(`carrel_${service}`) ?? [] }));
      expect(asked.every(({ texts }) => texts.length > 0)).toBe(true);
      const tooOften = asked.filter(({ texts }) => texts.length > secondsAtRest);
      expect(tooOften.map(({ service, texts }) => [service, mostOf(texts)])).toEqual([]);
    }, 120_000);
    await watched.end();
  });

  it('allocations for a question by web form, with all that follows it: 1.9 MB at most', async () => {
    const each = await kilobytes('questions', 28, ask);
    expect(each).toBeLessThan(1_900);
    // Less than this were no reading at all: the bound would hold whatever a question cost.
    expect(each).toBeGreaterThan(500);
  });

  it('allocations for a page of 30 rows: 560 kB at most', async () => {
    const query = { list: 'active' as const, limit: 30 };
    const { items } = await ok(cedar.staff.questions.GET('/v1/questions', { params: { query } }));
    expect(items).toHaveLength(30);
    const each = await kilobytes('questions', 150, () =>
      ok(cedar.staff.questions.GET('/v1/questions', { params: { query } })),
    );
    expect(each).toBeLessThan(560);
    expect(each).toBeGreaterThan(150);
  });

  it('allocations for a message of a chat: 130 kB at most', async () => {
    await cedar.comes();
    const patron = { name: 'Robin', email: 'robin@patron.example' };
    const body = { institutionId: cedar.institutionId, patron, question: 'Where is the herbarium?' };
    const { token } = await ok(anyone.chat.POST('/v1/sessions', { body }));
    const session = at(await cedar.accepts());
    const robin = speaker(system.stack.url, token);
    const each = await kilobytes('chat', 200, (n) => {
      const line = { text: `Line ${n}`, clientId: randomUUID() };
      return ok(robin.chat.POST('/v1/sessions/{id}/messages', { ...session, body: line }));
    });
    expect(each).toBeLessThan(130);
    expect(each).toBeGreaterThan(30);
    const end = { resolution: 'answered' } as const;
    await ok(cedar.staff.chat.POST('/v1/sessions/{id}/end', { ...session, body: end }));
  });
});

/** What was asked most often, for whoever has to find out why. */
function mostOf(texts: readonly string[]): [text: string, count: number][] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text.slice(0, 80), (counts.get(text.slice(0, 80)) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 5);
}
