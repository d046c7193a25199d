import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@carrel/messaging';
import {
  aNats,
  anonymous,
  eventually,
  staff,
  type TestClient,
  type TestNats,
  type TestService,
} from '@carrel/testing';
import type { DataSource } from 'typeorm';
import { startSample } from './sample/start-sample.js';

let nats: TestNats;
let replicas: TestService[] = [];
let librarian: TestClient;
let elsewhere: TestClient;
let db: DataSource;
const robin = staff({ institutionId: newId(), roles: ['librarian'] });

beforeAll(async () => {
  nats = await aNats();
  const first = await startSample(nats);
  replicas = [await startSample(nats, { database: first.database }), first];
  [librarian, elsewhere] = replicas.map((replica) => replica.as(robin)) as [TestClient, TestClient];
  db = replicas[0]!.db;
});
afterAll(async () => {
  for (const replica of replicas) await replica.stop();
  await nats?.stop();
});

const make = (client: TestClient, name: string, key: string, path = '/v1/things') =>
  client.post(path, { name }, { 'idempotency-key': key });
const waiting = `SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction' AND datname = current_database()`;
const countOf = async (name: string): Promise<number> =>
  Number((await db.query('SELECT count(*) FROM things WHERE name = $1', [name]))[0].count);

describe('[F21] A command with an idempotency key', () => {
  it('sent 50 times at once to two replicas has one effect and 50 equal answers', async () => {
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => make(i % 2 ? librarian : elsewhere, 'once', key)),
    );
    expect(await countOf('once')).toBe(1);
    const seen = answers.map(({ status, body, headers }) =>
      JSON.stringify([status, body, headers.get('location')]),
    );
    expect(new Set(seen).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 201, body: { name: 'once' } });
    expect(answers[0]!.headers.get('location')).toBe(`/api/sample/v1/things/${answers[0]!.body.id}`);
  });

  it('leaves the database to others while its duplicates wait', async () => {
    const key = randomUUID();
    const order: string[] = [];
    const duplicates = Array.from({ length: 30 }, () =>
      make(librarian, 'slow', key).then(() => order.push('slow')),
    );
    await eventually(async () => expect(Number((await db.query(waiting))[0].count)).toBeGreaterThan(0));
    await librarian.get('/v1/things').then(() => order.push('list'));
    await Promise.all(duplicates);
    expect(order[0]).toBe('list');
    expect(await countOf('slow')).toBe(1);
  });

  it('sees its own writes although nothing is committed yet', async () => {
    const { status, body } = await make(librarian, 'own write', randomUUID());
    expect([status, body.name]).toEqual([201, 'own write']);
  });

  it('with another body is 422', async () => {
    const key = randomUUID();
    await make(librarian, 'first', key);
    const { status, body } = await make(librarian, 'second', key);
    expect([status, body.code]).toEqual([422, 'idempotency-key-reused']);
    expect(await countOf('second')).toBe(0);
  });

  it.each([
    ['refused', 409],
    ['crash', 500],
  ])('that is %s leaves nothing behind, and the key may be tried again', async (name, status) => {
    const key = randomUUID();
    expect((await make(librarian, name, key)).status).toBe(status);
    expect(await countOf(name)).toBe(0);
    expect((await make(librarian, name, key)).status).toBe(status);
    expect((await make(librarian, 'better now', key)).status).toBe(201);
  });

  it('belongs to one actor, one method and one address', async () => {
    const key = randomUUID();
    const robins = await make(librarian, 'shared key', key);
    const kim = replicas[0]!.as(staff({ institutionId: newId(), roles: ['librarian'] }));
    const kims = await make(kim, 'shared key', key);
    expect(kims.status).toBe(201);
    expect(kims.body.id).not.toBe(robins.body.id);
    const elsewhere = await make(librarian, 'shared key', key, '/v1/public-things');
    expect(elsewhere.status).toBe(201);
    expect(elsewhere.body.id).not.toBe(robins.body.id);
  });

  it('answers 204 again without a body', async () => {
    const { body } = await make(librarian, 'to go', randomUUID());
    const key = { 'idempotency-key': randomUUID() };
    for (let i = 0; i < 2; i++) {
      const gone = await librarian.delete(`/v1/things/${body.id}`, undefined, key);
      expect([gone.status, gone.body]).toEqual([204, '']);
    }
  });

  it('is left to a handler that says so', async () => {
    const key = randomUUID();
    const first = await make(librarian, 'own', key, '/v1/own-things');
    const second = await make(librarian, 'own', key, '/v1/own-things');
    expect(second.body.id).not.toBe(first.body.id);
  });

  it('Anonymous callers need a key that nobody guesses; without a name nobody meets in it', async () => {
    const anyone = replicas[0]!.as(anonymous);
    const { status, body } = await make(anyone, 'anonymous', '1', '/v1/public-things');
    expect([status, body.code]).toEqual([400, 'bad-idempotency-key']);
    const key = randomUUID();
    const first = await make(anyone, 'anonymous', key, '/v1/public-things');
    expect((await make(anyone, 'anonymous', key, '/v1/public-things')).body).toEqual(first.body);
  });

  it('keeps its answer so that the table alone cannot be read, and no key beyond seven days', async () => {
    const key = randomUUID();
    await make(librarian, 'sealed answer', key);
    const rows = await db.query(`SELECT * FROM idempotency_keys`);
    expect(
      JSON.stringify(rows.map(({ answer }: { answer: Buffer }) => answer.toString('latin1'))),
    ).not.toContain('sealed answer');
    await db.query(`UPDATE idempotency_keys SET created_at = now() - interval '8 days'`);
    const { IdempotencyCleaning } = await import('../src/idempotency.js');
    await replicas[0]!.app.get(IdempotencyCleaning, { strict: false }).forget();
    expect(await db.query(`SELECT 1 FROM idempotency_keys`)).toEqual([]);
  });
});
