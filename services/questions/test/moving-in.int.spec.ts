import { ImportRuns } from '@carrel/web';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anonymous, eventually, type StaffActor } from '@carrel/testing';
import { OldQuestionsImporter } from '../src/moving-in/old-questions.importer.js';
import { Running } from './a-running-service.js';
import { birch, cedar } from './people.js';

const running = new Running();
let cleo: StaffActor, cora: StaffActor, iris: StaffActor, operator: StaffActor;
const as = (actor: StaffActor) => running.service.as(actor);
const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString();
const ada = { name: 'Ada of Old', email: 'ada@patron.example' };
let made = 0;

const oldQuestion = (more: object = {}) => ({
  ...{ institutionId: cedar, source: 'web-form', askedAt: day(40), status: 'closed', closedAt: day(38) },
  ...{ text: 'Where is the quokka archive?', patron: ada, librarianId: cleo.accountId },
  messages: [
    { kind: 'answer', at: day(39), authorId: cleo.accountId, text: 'In the marsupial room.' },
    { kind: 'note', at: day(39), text: 'He asked twice.' },
  ],
  ...more,
});
const sent = (rows: readonly (readonly [outsideId: string, row: object])[]) =>
  rows.map(([outsideId, row], n) => ({ line: n + 2, at: (n + 1) * 100, outsideId, row }));

/** A file of these rows, as carrel import sends it; another file each time unless it is named. */
async function moveIn(rows: Parameters<typeof sent>[0], fingerprint = `file ${++made}`) {
  const runs = running.service.app.get(ImportRuns);
  const file = { kind: 'questions', source: 'old-desk', fileName: 'tickets.csv', bytes: rows.length * 100 };
  const run = await runs.begin({ ...file, fingerprint });
  const outcome = await runs.take(run, run.rows, sent(rows), running.service.app.get(OldQuestionsImporter));
  await runs.finish(run);
  return { id: run.id, ...outcome };
}
const search = async (words: string, actor = cleo) =>
  (await as(actor).get(`/v1/service-history?q=${encodeURIComponent(words)}`)).body.items as {
    id: string;
    createdAt: string;
    importedAt: string | null;
    dueAt: string | null;
    status: string;
  }[];

beforeAll(async () => {
  await running.start();
  cleo = await running.person(cedar, { name: 'Cleo of Cedar' });
  cora = await running.person(cedar, { roles: ['reviewer'], name: 'Cora of Cedar' });
  iris = await running.person(cedar, { roles: ['institution-admin'], name: 'Iris of Cedar' });
  operator = await running.person(cedar, { roles: [], operator: true });
});
afterAll(() => running.stop());

describe('A question of another system', () => {
  it('is in Service History with its own times, found by its words, its answer and the number it had', async () => {
    const row = oldQuestion();
    expect((await moveIn([['T-17', row]])).counts).toMatchObject({ added: 1, refused: 0 });
    for (const words of ['quokka', 'marsupial', 'T-17']) {
      const found = await search(words);
      expect([words, found]).toMatchObject([
        words,
        [{ createdAt: row.askedAt, status: 'closed', dueAt: null, importedAt: expect.any(String) }],
      ]);
    }
    const [found] = await search('quokka');
    const { body } = await as(cleo).get(`/v1/questions/${found!.id}`);
    expect(body.messages.map(({ text }: { text: string }) => text)).toEqual(
      expect.arrayContaining(['In the marsupial room.', 'He asked twice.']),
    );
    expect(body.history.map(({ action }: { action: string }) => action)).toEqual(
      expect.arrayContaining(['created', 'answered', 'noted', 'closed']),
    );
  });

  it('keeps its chat', async () => {
    const transcript = [
      { from: 'patron', at: day(20), name: 'Pat', text: 'Is the wombat room open?' },
      { from: 'librarian', at: day(20), name: 'Cleo', text: 'Until nine.' },
    ];
    const chat = oldQuestion({
      source: 'chat',
      askedAt: day(21),
      closedAt: day(20),
      messages: [],
      transcript,
    });
    await moveIn([['C-1', { ...chat, text: 'wombat' }]]);
    const [found] = await search('nine');
    const { body } = await as(cleo).get(`/v1/questions/${found!.id}`);
    expect(body.transcript).toMatchObject([{ text: 'Is the wombat room open?' }, { text: 'Until nine.' }]);
  });

  it('leaves no event, so that nobody is mailed and nothing falls due', async () => {
    const outbox = async () => (await running.service.db.query(`SELECT count(*)::int AS n FROM outbox`))[0].n;
    const before = await outbox();
    await moveIn([['T-silent', oldQuestion({ text: 'silent numbat' })]]);
    expect(await outbox()).toBe(before);
    expect((await search('numbat'))[0]).toMatchObject({ dueAt: null });
  });

  it('is counted apart, and in no other number, also when the counts are made anew', async () => {
    const year = new Date(day(40)).getUTCFullYear();
    const report = async () =>
      (
        await as(cora).get(
          `/v1/statistics?from=${year}-01-01&to=${new Date().getUTCFullYear()}-12-31&by=source`,
        )
      ).body;
    const before = await report();
    await moveIn([['T-counted', oldQuestion()]]);
    const after = await report();
    expect(after.apart.imported).toBe((before.apart.imported ?? 0) + 1);
    expect([after.total, after.items]).toEqual([before.total, before.items]);
    await running.rebuild('statistics');
    expect((await report()).apart).toEqual(after.apart);
  });

  it('is in what a patron gets of what is kept, and goes with the patron’s erasure for good', async () => {
    const eve = { name: 'Eve', email: 'eve@patron.example' };
    const rows = [['T-eve', oldQuestion({ patron: eve, text: 'bilby secrets' })]] as const;
    await moveIn(rows);
    const exported = await as(iris).post('/v1/exports', { email: eve.email });
    expect(JSON.stringify(exported.body)).toContain('bilby secrets');
    const { body } = await as(iris).post('/v1/erasures', { email: 'EVE@patron.example' });
    await eventually(async () => {
      expect((await as(iris).get(`/v1/erasures/${body.id}`)).body).toMatchObject({
        status: 'done',
        questions: 1,
      });
    });
    expect(await search('bilby')).toEqual([]);
    expect((await moveIn(rows)).counts).toMatchObject({ added: 0, unchanged: 1 });
    expect(await search('bilby')).toEqual([]);
  });
});

describe('An import', () => {
  it('adds nothing the second time, and names the rows that have changed since', async () => {
    const rows = [
      ['T-a', oldQuestion({ text: 'first' })],
      ['T-b', oldQuestion({ text: 'second' })],
    ] as const;
    await moveIn(rows);
    const again = await moveIn([rows[0], ['T-b', oldQuestion({ text: 'third' })]]);
    expect(again.counts).toMatchObject({ rows: 2, added: 0, unchanged: 1, changed: 1 });
    expect(again.remarks).toMatchObject([{ line: 3, outsideId: 'T-b', what: 'changed', code: 'changed' }]);
    expect(await search('third')).toEqual([]);
  });

  it('takes one of two rows with the same outside id, and names the other', async () => {
    const { counts } = await moveIn([
      ['T-twice', oldQuestion({ text: 'one' })],
      ['T-twice', oldQuestion({ text: 'two' })],
    ]);
    expect(counts).toMatchObject({ added: 1, changed: 1 });
  });

  it('refuses what cannot be, each with its line, its field and a code, and takes the rest', async () => {
    const { id, counts } = await moveIn([
      ['T-good', oldQuestion({ text: 'a good one' })],
      ['T-open', oldQuestion({ status: 'open' })],
      ['T-nowhere', oldQuestion({ institutionId: '00000000-0000-4000-8000-000000000000' })],
      ['T-nobody', oldQuestion({ librarianId: '00000000-0000-4000-8000-000000000000' })],
      ['T-soon', oldQuestion({ closedAt: day(-1) })],
      ['T-before', oldQuestion({ closedAt: day(50) })],
      ['T-ancient', oldQuestion({ askedAt: day(900), closedAt: day(900), messages: [] })],
      ['T-long', oldQuestion({ subject: 'x'.repeat(201) })],
    ]);
    expect(counts).toMatchObject({ rows: 8, added: 1, refused: 7 });
    const { body } = await as(operator).get(`/v1/imports/${id}/remarks`);
    expect(body.items.map(({ line, field, code }: Record<string, unknown>) => [line, field, code])).toEqual([
      [3, 'status', 'not-allowed-value'],
      [4, 'institutionId', 'not-found'],
      [5, 'librarianId', 'not-found'],
      [6, 'askedAt', 'in-the-future'],
      [7, 'askedAt', 'wrong-span'],
      [8, 'askedAt', 'older-than-kept'],
      [9, 'subject', 'too-long'],
    ]);
    expect(JSON.stringify(body)).not.toContain('xxx');
  });

  it('keeps no name and no address that the library would have forgotten by now', async () => {
    const old = { askedAt: day(300), closedAt: day(299), messages: [], text: 'potoroo' };
    await moveIn([
      ['T-forgotten', oldQuestion({ ...old, patron: { name: 'Zoe', email: 'zoe@patron.example' } })],
    ]);
    expect(await search('potoroo')).toHaveLength(1);
    const [row] = await running.service.db.query(
      `SELECT patron_email, patron_name FROM questions WHERE text = 'potoroo'`,
    );
    expect(row).toEqual({ patron_email: null, patron_name: null });
  });

  it('goes on after the rows it has taken when it was broken off, and is done by one process alone', async () => {
    const runs = running.service.app.get(ImportRuns);
    const importer = running.service.app.get(OldQuestionsImporter);
    const file = { ...{ kind: 'questions', source: 'old-desk', fileName: 'big.csv' }, bytes: 300 };
    const rows = sent(['r1', 'r2', 'r3'].map((id) => [id, oldQuestion({ text: `broken ${id}` })] as const));
    const first = await runs.begin({ ...file, fingerprint: 'broken off' });
    await runs.take(first, 0, rows.slice(0, 2), importer);
    const second = await runs.begin({ ...file, fingerprint: 'broken off' });
    expect(second).toMatchObject({ id: first.id, rows: 2, added: 2 });
    const shown = await as(operator).get(`/v1/imports/${first.id}`);
    expect(shown.body).toMatchObject({
      status: 'running',
      rows: 2,
      added: 2,
      progress: expect.closeTo(2 / 3),
    });
    await runs.take(second, 2, rows.slice(2), importer);
    await expect(runs.take(first, 2, rows.slice(2), importer)).rejects.toThrow('Another process');
    await runs.finish(second);
    expect((await as(operator).get(`/v1/imports/${first.id}`)).body).toMatchObject({
      ...{ status: 'finished', rows: 3, added: 3, progress: 1 },
    });
  });

  it('stops when the operator cancels it: what it has taken stays, and a finished one cannot be cancelled', async () => {
    const runs = running.service.app.get(ImportRuns);
    const importer = running.service.app.get(OldQuestionsImporter);
    const file = {
      kind: 'questions',
      source: 'old-desk',
      fileName: 'big.csv',
      bytes: 200,
      fingerprint: 'cancelled',
    };
    const rows = sent(['k1', 'k2'].map((id) => [id, oldQuestion({ text: `kept ${id}` })] as const));
    const run = await runs.begin(file);
    await runs.take(run, 0, rows.slice(0, 1), importer);
    const { status, body } = await as(operator).post(`/v1/imports/${run.id}/cancel`);
    expect([status, body.status]).toEqual([200, 'cancelled']);
    await expect(runs.take(run, 1, rows.slice(1), importer)).rejects.toThrow('cancelled');
    expect(await search('kept')).toHaveLength(1);
    const finished = await moveIn([['T-over', oldQuestion()]]);
    expect((await as(operator).post(`/v1/imports/${finished.id}/cancel`)).body.code).toBe('import-ended');
  });

  it('leaves nothing when it is rehearsed, and says what would come of it', async () => {
    const runs = running.service.app.get(ImportRuns);
    const importer = running.service.app.get(OldQuestionsImporter);
    const rows = sent([
      ['dry-1', oldQuestion({ text: 'rehearsed' })],
      ['dry-2', oldQuestion({ status: 'open' })],
    ]);
    const { counts } = await runs.rehearse({ kind: 'questions', source: 'old-desk' }, 0, rows, importer);
    expect(counts).toMatchObject({ added: 1, refused: 1 });
    expect(await search('rehearsed')).toEqual([]);
  });

  it('is the operator’s to see', async () => {
    const { id } = await moveIn([['T-seen', oldQuestion()]]);
    expect((await as(operator).get('/v1/imports')).body.items[0]).toMatchObject({ id, source: 'old-desk' });
    for (const actor of [cleo, iris]) expect((await as(actor).get(`/v1/imports/${id}`)).status).toBe(403);
    expect((await running.service.as(anonymous).get(`/v1/imports`)).status).toBe(401);
  });

  it('takes hundreds of rows a second', async () => {
    const rows = Array.from(
      { length: 200 },
      (_, n) =>
        [`bulk-${n}`, oldQuestion({ institutionId: n % 2 ? cedar : birch, librarianId: undefined })] as const,
    );
    const began = Date.now();
    expect((await moveIn(rows)).counts).toMatchObject({ added: 200 });
    expect(Date.now() - began).toBeLessThan(30_000);
  });
});
