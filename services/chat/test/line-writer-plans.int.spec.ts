import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@carrel/messaging';
import { aNats, eventually, startService, type TestNats, type TestService } from '@carrel/testing';
import { DataSource } from 'typeorm';
import { ChatModule } from '../src/chat.module.js';
import { dataSourceOptions } from '../src/persistence/data-source.js';
import type { Draft } from '../src/lines/domain/draft.js';
import { LineWriters } from '../src/lines/persistence/line-writers.js';
import { anActiveSession, type ActiveSession } from './an-active-session.js';

describe('Lines written in batches', () => {
  let nats: TestNats;
  let chat: TestService;

  beforeAll(async () => {
    nats = await aNats();
    chat = await startService({ name: 'chat', module: ChatModule, dataSource: dataSourceOptions, nats });
  });
  afterAll(async () => {
    await chat?.stop();
    await nats?.stop();
  });

  it('are planned by index also when the plan was made on empty tables', async () => {
    const { db } = chat;
    const owner = await new DataSource({ type: 'postgres', url: chat.database.ownerUrl }).initialize();
    await owner.query('DELETE FROM lines');
    await owner.query('DELETE FROM sessions');
    await owner.query('VACUUM ANALYZE lines, sessions');
    await owner.destroy();
    const fresh = new LineWriters(db);
    for (let n = 0; n < 16; n += 1) {
      await fresh.write(draft({ id: newId(), patron: { kind: 'patron', tokenHash: 'nobody' } }));
    }
    const session = await anActiveSession(db);
    await db.query(
      `INSERT INTO lines (session_id, seq, author, kind, text, client_id)
       SELECT CASE WHEN n <= 4000 THEN $1 ELSE $2 END::uuid, n, 'patron', 'text', 'x', 'x' || n
       FROM generate_series(1, 50000) n`,
      [session.id, (await anActiveSession(db)).id],
    );
    await db.query('UPDATE sessions SET last_seq = 4000 WHERE id = $1', [session.id]);
    const read = async () => {
      const [{ n }] = await db.query(
        `SELECT (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname = 'lines')
           + (SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE relname = 'lines') AS n`,
      );
      return Number(n);
    };
    const before = await read();
    for (let n = 0; n < 20; n += 1) await fresh.write(draft(session));
    // A connection tells what it has read at its end.
    await fresh.onApplicationShutdown();
    await eventually(async () => {
      const [{ n }] = await db.query(
        `SELECT n_tup_ins::int AS n FROM pg_stat_user_tables WHERE relname = 'lines'`,
      );
      expect(n).toBeGreaterThanOrEqual(50_020);
    });
    expect((await read()) - before).toBeLessThan(10_000);
  });
});

const draft = ({ id, patron }: Pick<ActiveSession, 'id' | 'patron'>): Draft => ({
  sessionId: id,
  author: patron,
  text: 'Hello?',
  clientId: newId(),
});
