import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, type StaffActor } from '@carrel/testing';
import { searchQuery } from '@carrel/kernel';
import type { Statements } from '@carrel/messaging';
import type { DataSource } from 'typeorm';
import { v7 as newId } from 'uuid';
import { lists } from '../src/question/domain/lists.js';
import { SearchReindexService } from '../src/question/search-reindex.service.js';
import { ListsQueries } from '../src/reading/persistence/lists.queries.js';
import { Running } from './a-running-service.js';
import { cedar, dogwood } from './people.js';

const running = new Running();
let cleo: StaffActor;
beforeAll(async () => {
  await running.start();
  cleo = await running.person(cedar);
});
afterAll(() => running.stop());
const list = async (query: string) => (await running.service.as(cleo).get(`/v1/questions?${query}`)).body;
const take = async (text: string) =>
  (
    await running.service.as(cleo).post('/v1/questions', {
      text,
      source: 'phone',
      institutionId: cedar,
      patron: { name: 'Robin', email: 'r@patron.example' },
    })
  ).body.id as string;

describe('A list', () => {
  it('[R63] goes on page by page, newest activity first, without repeating or leaving out a question', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 12; n++) ids.push(await take(`Question ${n}`));
    for (const id of ids.slice(0, 4)) {
      await running.service.as(cleo).post(`/v1/questions/${id}/answers`, { text: 'Yes' });
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { id: string }[]; nextCursor: string | null } = await list(
        `list=active&limit=5${cursor ? `&cursor=${cursor}` : ''}`,
      );
      seen.push(...page.items.map((row) => row.id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual([...ids.slice(0, 4).reverse(), ...ids.slice(4).reverse()]);
  });

  it('[2.3] finds words of the question', async () => {
    const id = await take('Where is the herbarium?');
    expect((await list('list=all&q=herbarium')).items.map((row: { id: string }) => row.id)).toEqual([id]);
    expect((await list('list=closed&q=herbarium')).items).toEqual([]);
  });

  it('[2.3] finds what was said in the chat, answered and noted, and nobody else’s', async () => {
    const { questionId } = await running.questionAfter('followup-by-patron-library', cleo, {
      lines: ['Try the saxifrage shelf'],
    });
    const as = (actor: StaffActor) => running.service.as(actor);
    await as(cleo).post(`/v1/questions/${questionId}/claim`);
    await as(cleo).post(`/v1/questions/${questionId}/notes`, { text: 'See campanula as well' });
    await as(cleo).post(`/v1/questions/${questionId}/answers`, { text: 'It is an androsace.' });
    const far = await running.person(dogwood);
    const found = async (actor: StaffActor, word: string) =>
      (await as(actor).get(`/v1/questions?list=all&q=${word}`)).body.items.map(
        ({ id }: { id: string }) => id,
      );
    for (const word of ['saxifrage', 'campanula', 'androsace', 'saxifrage+androsace', 'landlord+campanula']) {
      expect([word, await found(cleo, word)]).toEqual([word, [questionId]]);
      expect([word, await found(far, word)]).toEqual([word, []]);
    }
  });

  it('[2.3] finds what people type: quotation marks, accents, numbers, plurals and the number of the question', async () => {
    const id = await take('Has the library’s “École” a copy of ISBN 978-3-16-148410-0 on glaciers?');
    const { number } = (await running.service.as(cleo).get(`/v1/questions/${id}`)).body;
    for (const typed of [
      '“ecole”',
      'library',
      '3-16-148410-X',
      'a glacier',
      `#${number}`,
      'isbn - glaciers',
    ]) {
      const { items } = await list(`list=all&q=${encodeURIComponent(typed)}`);
      expect([typed, items.map((row: { id: string }) => row.id)]).toEqual([typed, [id]]);
    }
    expect((await list(`list=all&q=${encodeURIComponent('-')}`)).items).toEqual([]);
  });

  it('[2.3] finds what was asked before an upgrade, and before the library chose its languages', async () => {
    const id = await take('Sind Bücher über Gletscherspalten da?');
    const byPlural = async () =>
      (await list('list=all&q=buch+gletscherspalte+über')).items.map((row: { id: string }) => row.id);
    await running.service.db.query(
      `UPDATE question_words SET words = to_tsvector('simple', 'Sind Bücher über Gletscherspalten da?')
       WHERE question_id = $1`,
      [id],
    );
    expect(await byPlural()).toEqual([]);
    await running.set('languages', cedar, { staff: ['de', 'en'], patrons: ['de'] });
    await eventually(async () => {
      await running.service.app.get(SearchReindexService).goOn();
      expect(await byPlural()).toEqual([id]);
    });
  });

  it('refuses a list there is none of, and a cursor it did not give out', async () => {
    const get = (query: string) => running.service.as(cleo).get(`/v1/questions?${query}`);
    expect((await get('list=mine')).status).toBe(422);
    expect((await get('cursor=abc')).status).toBe(400);
    expect((await get('mine=maybe')).status).toBe(422);
  });

  it('[F27] reads its page from the index alone, however many questions there are', async () => {
    const { db } = running.service;
    await db.query(`
      WITH asked AS (
        INSERT INTO questions (id, sequence, number, source, home_institution_id, practice, no_contact, pooled,
          came_from_pool, created_at, last_activity_at, text)
        SELECT gen_random_uuid(), 1, nextval('question_numbers'), 'web-form', '${dogwood}', false, false, false,
          false, now(), now() - n * interval '1 minute', 'x' FROM generate_series(1, 20000) n
        RETURNING id, last_activity_at)
      INSERT INTO holdings (question_id, institution_id, relations, status, updated_at, referred, only_chatted)
      SELECT id, '${dogwood}', '{home}', 'answered', last_activity_at, false, false FROM asked`);
    await db.query('ANALYZE holdings');
    const explained = new ListsQueries(db, {
      read: (sql: string, values: unknown[]) => db.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, values),
    } as unknown as Statements);
    const after = [new Date(Date.now() - 10_000 * 60_000).toISOString(), newId()] as const;
    for (const window of [{ limit: 50 }, { limit: 50, after }]) {
      const list = { ...lists.active, institutionId: dogwood, withoutOthersChats: false };
      const [row] = (await explained.page(list, window)) as unknown as { 'QUERY PLAN': { Plan: Node }[] }[];
      expect(holdingsRead(row!['QUERY PLAN'][0]!.Plan)).toBeLessThan(400);
    }
  });

  it('[2.3] [F27] is searched without reading it whole, whether a word is in few of its questions or in all', async () => {
    const { db } = running.service;
    await db.query(`
      INSERT INTO question_words (question_id, words)
      SELECT h.question_id, to_tsvector('simple', 'plentiful' || CASE WHEN n % 2000 = 7 THEN ' scarce' ELSE '' END)
      FROM (SELECT question_id, row_number() OVER (ORDER BY updated_at DESC) AS n FROM holdings
        WHERE institution_id = '${dogwood}') h`);
    await db.query('ANALYZE question_words');
    const newest = (await db.query(
      `SELECT question_id AS id FROM holdings WHERE institution_id = '${dogwood}' ORDER BY updated_at DESC`,
    )) as { id: string }[];
    const expected = {
      scarce: newest.filter((_, n) => (n + 1) % 2000 === 7),
      plentiful: newest.slice(0, 51),
    };
    expect(expected.scarce).toHaveLength(10);
    const explained = new ListsQueries(
      {
        query: (sql: string, values: unknown[]) => db.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, values),
      } as DataSource,
      undefined as never,
    );
    const asked = { ...lists.all, institutionId: dogwood };
    for (const [word, found] of Object.entries(expected)) {
      const words = searchQuery(word, ['en'])!;
      const rows = await running.service.app.get(ListsQueries).page({ ...asked, words }, { limit: 50 });
      expect(rows.map(({ id }) => id)).toEqual(found.map(({ id }) => id));
      const [row] = (await explained.page({ ...asked, words }, { limit: 50 })) as unknown as {
        'QUERY PLAN': { Plan: Node }[];
      }[];
      expect([word, holdingsRead(row!['QUERY PLAN'][0]!.Plan) < 400]).toEqual([word, true]);
    }
  });
});

describe('The web form', () => {
  it('[F28] takes so many questions from one address in a minute, then says when to try again', async () => {
    const body = { text: 'Hours?', institutionId: cedar, patron: { name: 'Robin' } };
    const ask = () => running.service.http.post('/v1/questions', body);
    const answers = await Promise.all(Array.from({ length: 121 }, ask));
    const refused = answers.filter((a) => a.status === 429);
    expect([answers.filter((a) => a.status === 201).length, refused.length]).toEqual([120, 1]);
    expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

interface Node {
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Node[];
}

/** How many holdings a plan has read, those it threw away among them. */
function holdingsRead(node: Node): number {
  const own = node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0);
  const here = node['Relation Name'] === 'holdings' ? own * node['Actual Loops'] : 0;
  return here + (node.Plans ?? []).reduce((sum, plan) => sum + holdingsRead(plan), 0);
}
