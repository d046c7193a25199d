import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { databaseOf, provision, withClient } from '@carrel/tools';
import { v7 as uuidv7 } from 'uuid';
import {
  aDatabase,
  aMigratedDatabase,
  aNats,
  aPostgres,
  emit,
  listen,
  serverUrl,
  type TestNats,
} from '../src/index.js';

describe('The servers tests run on', () => {
  let nats: TestNats;
  beforeAll(async () => {
    nats = await aNats();
  });
  afterAll(() => nats.stop());

  it('give a suite a database whose application role works with what the owner makes, and alters nothing', async () => {
    const db = await aDatabase();
    await withClient(db.ownerUrl, (c) => c.query('create table book (title text, n serial)'));
    await withClient(db.url, (c) => c.query(`insert into book values ('Middlemarch')`));
    await expect(withClient(db.url, (c) => c.query('alter table book add x int'))).rejects.toThrow(
      'must be owner',
    );
    await db.drop();
  });

  it('are provisioned, again and again, by a role that may only make roles and databases', async () => {
    const name = `boss_${uuidv7().slice(-6)}`;
    await withClient(databaseOf(serverUrl(), 'postgres'), (c) =>
      c.query(`create role ${name} login createrole createdb password 'carrel'`),
    );
    const boss = Object.assign(new URL(serverUrl()), { username: name, password: 'carrel' }).href;
    for (const secret of ['the first secret', 'another secret']) {
      const { appUrl, ownerUrl } = await provision(boss, name, secret);
      await withClient(ownerUrl, (c) => c.query('create table if not exists book (title text)'));
      await withClient(appUrl, (c) => c.query(`insert into book values ('Emma')`));
    }
  });

  it('migrate once and copy for every later suite', async () => {
    let times = 0;
    const migrate = async (ownerUrl: string) => {
      times += 1;
      await withClient(ownerUrl, (c) => c.query('create table shelf (id int)'));
    };
    const databases = [
      await aMigratedDatabase('shelves', migrate),
      await aMigratedDatabase('shelves', migrate),
    ];
    expect(times).toBe(1);
    for (const db of databases) {
      await withClient(db.url, (c) => c.query('insert into shelf values (1)'));
      await db.drop();
    }
  });

  it('keep what was committed when PostgreSQL is killed', async () => {
    const postgres = await aPostgres();
    const db = await aDatabase({ server: postgres.url });
    await withClient(db.ownerUrl, (c) => c.query('create table kept as select 1 as one'));
    await postgres.kill();
    await postgres.restart();
    expect((await withClient(db.url, (c) => c.query('select * from kept'))).rows).toEqual([{ one: 1 }]);
    await postgres.stop();
  });

  it('sync every JetStream write to disk, as a service must find it', async () => {
    const { config } = (await (await fetch(`${nats.monitorUrl}/jsz`)).json()) as {
      config: { sync_always: boolean };
    };
    expect(config.sync_always).toBe(true);
  });

  it('refuse to emit what no service would publish', async () => {
    const wrong = { questionId: 'not an id', patronInstitutionId: uuidv7() };
    await expect(emit(nats, 'question.erased.v1', wrong, { subject: uuidv7() })).rejects.toThrow(
      '/data/questionId',
    );
  });

  it('receive what is published', async () => {
    const { jetstreamManager } = await import('@nats-io/jetstream');
    const { connect } = await import('@nats-io/transport-node');
    const connection = await connect({ servers: nats.url });
    const manager = await jetstreamManager(connection);
    await manager.streams.add({ name: 'EVENTS', subjects: ['carrel.questions.>'] });
    await connection.close();
    const events = await listen(nats);
    const questionId = uuidv7();
    const sent = await emit(
      nats,
      'question.erased.v1',
      { questionId, patronInstitutionId: uuidv7() },
      { subject: questionId },
    );
    expect(await events.next('question.erased.v1', (e) => e.subject === questionId)).toEqual(sent);
    await events.stop();
  });
});
