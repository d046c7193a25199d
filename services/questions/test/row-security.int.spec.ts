import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Transactions } from '@carrel/messaging';
import type { StaffActor } from '@carrel/testing';
import { Patrons } from '../src/patron/persistence/patrons.repository.js';
import { Drafts } from '../src/conversation/persistence/drafts.repository.js';
import { Questions } from '../src/question/persistence/questions.repository.js';
import { QuestionsQueries } from '../src/question/persistence/questions.queries.js';
import { Erasures } from '../src/privacy/persistence/erasures.js';
import { TranscriptReads } from '../src/review/persistence/transcript-reads.js';
import { Running } from './a-running-service.js';
import { birch, cedar } from './people.js';

const running = new Running();
let bo: StaffActor, cleo: StaffActor;
const part = <T>(token: abstract new (...args: never[]) => T): T => running.service.app.get(token as never);
const keyed = ['patrons', 'patron_links', 'drafts', 'erasures', 'transcript_reads'];
const sql = (text: string) => running.service.db.query<Record<string, unknown>[]>(text);

beforeAll(async () => {
  await running.start();
  cleo = await running.person(cedar, { name: 'Cleo of Cedar' });
  bo = await running.person(birch, { name: 'Bo of Birch' });
  const admin = await running.person(cedar, { roles: ['institution-admin'] });
  // One row of Cedar's in each of the tables.
  const { questionId } = await running.questionAfter('followup-by-patron-library', bo, {
    email: 'robin@patron.example',
  });
  await running.service.as(bo).get(`/v1/questions/${questionId}`);
  await running.service.as(cleo).post(`/v1/questions/${questionId}/claim`);
  await running.service.as(cleo).put(`/v1/questions/${questionId}/draft`, { text: 'Not for painting.' });
  await running.service.as(admin).post('/v1/erasures', { email: 'nobody@patron.example' });
  const transactions = part(Transactions);
  await transactions.forLibrary(cedar, ({ manager }) =>
    manager.query(
      `INSERT INTO patron_links SELECT 'hash', id, institution_id, now() + interval '1 day' FROM patrons`,
    ),
  );
});
afterAll(() => running.stop());

describe('Row security, behind every guard', () => {
  it.each(keyed)(
    '[B29] [promise 22] shows rows of %s to no transaction that names another library, or none',
    async (table) => {
      const count = async (library: string) =>
        part(Transactions).forLibrary(library, async ({ manager }) => {
          const rows = await manager.query<unknown[]>(`SELECT FROM ${table}`);
          return rows.length;
        });
      expect(await count(cedar)).toBe(1);
      expect(await count(birch)).toBe(0);
      expect(await sql(`SELECT FROM ${table}`)).toEqual([]);
    },
  );

  it('[promise 22] stops a query whose own condition was left out', async () => {
    // As a guard that is gone would ask: everything, in the name of Birch.
    const found = await part(Transactions).forLibrary(birch, ({ manager }) =>
      manager.query<unknown[]>('SELECT email FROM patrons WHERE true'),
    );
    expect(found).toEqual([]);
    const [patron] = await part(Transactions).forLibrary(cedar, ({ manager }) =>
      manager.query<{ id: string }[]>('SELECT id FROM patrons'),
    );
    expect(await part(Patrons).get(birch, patron!.id)).toBeUndefined();
    expect(await part(Patrons).get(cedar, patron!.id)).toMatchObject({ email: 'robin@patron.example' });
  });

  it('[promise 22] takes no row for another library either', async () => {
    const written = part(Transactions).forLibrary(birch, ({ manager }) =>
      manager.query(
        `INSERT INTO patrons (id, institution_id, email, first_asked_at) VALUES (gen_random_uuid(), $1, 'x', now())`,
        [cedar],
      ),
    );
    await expect(written).rejects.toThrow('row-level security');
  });

  it('[promise 22] holds for the role that owns the tables, and the application’s role is another', async () => {
    const rows = await sql(`
      SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS forced,
        pg_get_userbyid(c.relowner) <> current_user AS other,
        (SELECT NOT rolsuper AND NOT rolbypassrls FROM pg_roles WHERE rolname = current_user) AS plain
      FROM pg_class c WHERE c.relname = ANY ('{${keyed.join()}}') AND c.relkind = 'r'`);
    expect(rows).toHaveLength(keyed.length);
    for (const row of rows) expect(row).toMatchObject({ forced: true, other: true, plain: true });
  });

  it('[promise 22] ends with its transaction, and inside another puts back what that one named', async () => {
    const transactions = part(Transactions);
    const now = async () => (await sql(`SELECT current_setting('carrel.library', true) AS is`))[0]!['is'];
    await transactions.forLibrary(cedar, async ({ manager }) => {
      await transactions.forLibrary(birch, async () => undefined);
      const [row] = await manager.query<{ is: string }[]>(
        `SELECT current_setting('carrel.library', true) AS is`,
      );
      expect(row!.is).toBe(cedar);
    });
    expect(await now()).not.toBe(cedar);
  });
});

describe('A repository', () => {
  const nothing = undefined as unknown as string;
  const none = null as unknown as string;
  const asked: [string, (key: string) => Promise<unknown>][] = [
    ['a question', (key) => part(Questions).get(key)],
    ['a question to change', (key) => part(Questions).change(key, () => undefined)],
    ['a history', async (key) => part(QuestionsQueries).history(key)],
    ['messages', async (key) => part(QuestionsQueries).messages(key)],
    ['a number', (key) => part(QuestionsQueries).byNumber(key)],
    ['a token', (key) => part(QuestionsQueries).byToken(key)],
    ['a patron', (key) => part(Patrons).get(cedar, key)],
    ['a library’s patron', async (key) => part(Patrons).get(key, cedar)],
    ['an erasure', (key) => part(Erasures).get(key)],
    ['a draft', async (key) => part(Drafts).of(cedar, key)],
    ['reads of transcripts', async (key) => part(TranscriptReads).ofHome(key, undefined, 10)],
  ];

  it.each(asked)('[promise 22] throws when %s is asked for without a key', async (_, ask) => {
    await expect((async () => ask(nothing))()).rejects.toThrow(/without/);
    await expect((async () => ask(none))()).rejects.toThrow(/without/);
  });
});
