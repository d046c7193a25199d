import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fewestStatements, untilQuiet, type StaffActor } from '@carrel/testing';
import { DailyCounts } from '../src/statistics/persistence/daily-counts.js';
import { Running } from './a-running-service.js';
import { cedar } from './people.js';

/** What is stable of a request's cost: statements and bytes. Milliseconds are measured by bench/questions-lists.ts. */
describe('What a request costs', () => {
  const running = new Running();
  let cleo: StaffActor;
  const form = (n: number, headers?: Record<string, string>) =>
    running.service.http.post(
      '/v1/questions',
      {
        text: `Where is the herbarium of ${n}?`,
        institutionId: cedar,
        patron: { name: 'Robin', email: `robin${n}@patron.example` },
      },
      headers,
    );
  const list = (query: string) => running.service.as(cleo).get(`/v1/questions?${query}`);
  beforeAll(async () => {
    await running.start();
    cleo = await running.person(cedar);
    for (let n = 0; n < 30; n += 1) await form(n);
    await untilQuiet();
  });
  afterAll(() => running.stop());

  it('a page of a list is one statement, however many rows it has, and 900 bytes a row at most', async () => {
    await list('list=active');
    for (const limit of [5, 30]) {
      let bytes = 0;
      const sent = await fewestStatements(async () => {
        const { body } = await list(`list=active&limit=${limit}`);
        expect(body.items).toHaveLength(limit);
        bytes = JSON.stringify(body).length;
      });
      expect(sent).toHaveLength(1);
      expect(bytes).toBeLessThan(900 * limit);
    }
  });

  it('a search is two statements: the languages of who searches, and the page', async () => {
    await list('list=all&q=herbarium');
    const sent = await fewestStatements(async () => {
      expect((await list('list=all&q=herbarium&limit=30')).body.items).toHaveLength(30);
    });
    expect(sent).toHaveLength(2);
  });

  it('a question by web form, under a key, is nine ways to the database, starts and ends of transactions among them', async () => {
    const sent = await fewestStatements(async (run) => {
      const key = { 'idempotency-key': `a-question-that-counts-${run}` };
      expect((await form(100 + run, key)).status).toBe(201);
    });
    // They are counted behind the answer, sooner or later.
    expect(sent.filter((text) => !/statistics_|hashtextextended/.test(text))).toHaveLength(9);
  });

  it('statistics count many questions that come together by four statements: the first alone, then the others', async () => {
    await untilQuiet();
    const counts = running.service.app.get(DailyCounts);
    const { body } = await list('list=active&limit=30');
    const ids = (body.items as { id: string }[]).map(({ id }) => id);
    const sent = await fewestStatements(() => Promise.all(ids.map((id) => counts.question(id))));
    expect(sent).toHaveLength(4);
  });
});
