import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { requests } from '@carrel/contracts';
import { newId, Requests } from '@carrel/messaging';
import {
  aNats,
  aPostgres,
  eventually,
  startService,
  type TestNats,
  type TestPostgres,
} from '@carrel/testing';
import { DataSource } from 'typeorm';
import { ChatModule } from '../src/chat.module.js';
import { dataSourceOptions } from '../src/persistence/data-source.js';
import { LineWriter, QUEUE_AT_MOST } from '../src/lines/persistence/line-writer.js';
import { Lines } from '../src/lines/persistence/lines.repository.js';
import { LineWriters } from '../src/lines/persistence/line-writers.js';
import type { Draft, Verdict } from '../src/lines/domain/draft.js';
import { anActiveSession, type ActiveSession } from './an-active-session.js';

const times = <T>(n: number, make: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: n }, (_, i) => make(i)));

describe('Lines written in batches', () => {
  let nats: TestNats;
  let postgres: TestPostgres;
  let chat: Awaited<ReturnType<typeof startService>>;
  let db: DataSource;
  let session: ActiveSession;
  let replicas: [LineWriters, LineWriters];

  beforeAll(async () => {
    [nats, postgres] = await Promise.all([aNats(), aPostgres()]);
    chat = await startService({
      name: 'chat',
      module: ChatModule,
      dataSource: dataSourceOptions,
      nats,
      postgres,
    });
    db = chat.db;
    replicas = [new LineWriters(db), new LineWriters(db)];
  });
  afterAll(async () => {
    for (const replica of replicas ?? []) await replica.onApplicationShutdown();
    await chat?.stop();
    await postgres?.stop();
    await nats?.stop();
  });
  beforeEach(async () => {
    session = await anActiveSession(db);
  });

  const by = (author: Draft['author'], text: string, clientId = newId()): Draft => ({
    sessionId: session.id,
    author,
    text,
    clientId,
  });
  const write = (draft: Draft, n = 0): Promise<Verdict> => replicas[n % 2]!.write(draft);
  const seqOf = (verdict: Verdict): number => {
    if (!('line' in verdict)) throw new Error(`not written: ${JSON.stringify(verdict)}`);
    return verdict.line.seq;
  };
  /** Numbers in the table and the session's own count of them. */
  const numbers = async (id = session.id) => {
    const lines = await db.query('SELECT seq FROM lines WHERE session_id = $1 ORDER BY seq', [id]);
    const [{ last_seq }] = await db.query('SELECT last_seq FROM sessions WHERE id = $1', [id]);
    return { seqs: lines.map((line: { seq: number }) => line.seq), last: last_seq as number };
  };
  const oneTo = (n: number) => ({ seqs: Array.from({ length: n }, (_, i) => i + 1), last: n });

  it('[promise 10] leave no gap where a clientId is there already, in one batch and across replicas', async () => {
    const clientIds = Array.from({ length: 40 }, () => newId());
    const drafts = clientIds.map((clientId, n) => by(session.patron, `line ${n}`, clientId));
    const verdicts = await times(160, (n) => write(drafts[n % 40]!, Math.floor(n / 40)));
    expect(await numbers()).toEqual(oneTo(40));
    for (let n = 0; n < 160; n += 1) expect(seqOf(verdicts[n]!)).toBe(seqOf(verdicts[n % 40]!));
  });

  it('[promise 30] end where a chat is as long as its group allows, after a warning', async () => {
    const verdict = await write(by(session.patron, 'short'));
    expect(verdict).toMatchObject({ kind: 'written', left: null });
    await db.query('UPDATE sessions SET text_bytes = $2 WHERE id = $1', [session.id, 6_500_000 - 9_000]);
    const clientId = newId();
    const text = 'é'.repeat(2000);
    expect(await write(by(session.patron, text, clientId))).toMatchObject({ left: { bytes: 5_000 } });
    const batch = await times(3, (n) => write(by(session.librarian, `${n}`.repeat(2000))));
    expect(batch.map(({ kind }) => kind)).toEqual(['written', 'written', 'full']);
    // What is in it already is still answered as the line it is.
    expect(await write(by(session.patron, text, clientId))).toMatchObject({ kind: 'known' });
    const [{ text_bytes }] = await db.query('SELECT text_bytes FROM sessions WHERE id = $1', [session.id]);
    expect(text_bytes).toBe(6_500_000 - 1_000);
    await db.query('UPDATE sessions SET text_bytes = 0, last_seq = 5000 WHERE id = $1', [session.id]);
    expect(await write(by(session.patron, 'one more'))).toEqual({ kind: 'full' });
  });

  it('[promise 30] reach other services in pages, all of them and in order, however many there are', async () => {
    await db.query(
      `INSERT INTO lines (session_id, seq, author, kind, text, client_id)
       SELECT $1, n, 'patron', 'text', n || repeat('é', 3990), 'x' || n FROM generate_series(1, 1000) n`,
      [session.id],
    );
    await db.query('UPDATE sessions SET last_seq = 1000 WHERE id = $1', [session.id]);
    const asking = chat.app.get(Requests);
    const sessionId = session.id;
    const sizes: number[] = [];
    for await (const { lines } of asking.pages(requests.sessionTranscript, { sessionId }))
      sizes.push(lines.length);
    expect(sizes.length).toBeGreaterThan(10);
    // What does not fit into a page is not read for it: a patron may have more than one such chat.
    const page = await chat.app.get(Lines).page(sessionId, 0, 500, 100_000);
    expect({ lines: page.lines.length, more: page.more }).toEqual({ lines: 13, more: true });
    const { lines } = await asking.askWhole(requests.sessionTranscript, { sessionId }, 'lines');
    expect(lines.map(({ seq }) => seq)).toEqual(oneTo(1000).seqs);
    expect(lines.every(({ seq, text }) => text === seq + 'é'.repeat(3990))).toBe(true);

    await db.query(
      `INSERT INTO notes (id, kind, session_id, author_id, author_name, text)
       SELECT gen_random_uuid(), 'instant-message', $1, $2, 'Ada', n || repeat('é', 3990) FROM generate_series(1, 700) n`,
      [sessionId, session.librarian.id],
    );
    const { notes } = await asking.askWhole(requests.sessionNotes, { sessionId }, 'notes');
    expect(new Set(notes.map(({ text }) => Number.parseInt(text, 10)))).toEqual(new Set(oneTo(700).seqs));
    expect(notes).toHaveLength(700);
  });

  it('[promise 10] under the clientId of another text or author say which line it was, and write nothing', async () => {
    const first = by(session.patron, 'Hello?');
    const otherText = by(session.patron, 'Goodbye.', first.clientId);
    const otherAuthor = by(session.librarian, 'Hello?', first.clientId);
    const verdicts = await Promise.all([write(first), write(otherText), write(otherAuthor, 1)]);
    expect(await numbers()).toEqual(oneTo(1));
    const texts = verdicts.map((verdict) => 'line' in verdict && [verdict.line.text, verdict.line.from]);
    expect(new Set(texts.map(String)).size).toBe(1);
    // Who is not in the session does not learn of it, whatever is under way.
    const stranger = by({ kind: 'patron', tokenHash: 'another' }, 'Hello?', first.clientId);
    expect(await write(stranger)).toEqual({ kind: 'no-party' });
  });

  it('hold up nobody when one of them is refused, by the rules or by the database', async () => {
    const ended = await anActiveSession(db, 'ended');
    const unknown = { ...by(session.patron, 'x'), sessionId: newId() };
    const verdicts = await Promise.allSettled([
      write(by(session.patron, 'one')),
      write({ ...by(ended.patron, 'too late'), sessionId: ended.id }),
      write(by({ kind: 'librarian', id: newId() }, 'let me in')),
      write(unknown),
      write(by(session.librarian, 'a\0b')),
      write(by(session.librarian, 'two')),
    ]);
    const kinds = verdicts.map((v) => (v.status === 'fulfilled' ? v.value.kind : 'thrown'));
    expect(kinds).toEqual(['written', 'not-open', 'no-party', 'no-party', 'thrown', 'written']);
    expect(await numbers()).toEqual(oneTo(2));
  });

  it('[promise 9] come 1 to n from two replicas at once, each answering the number it got', async () => {
    const verdicts = await times(200, (n) =>
      write(by(n % 3 ? session.patron : session.librarian, `${n}`), n),
    );
    expect(await numbers()).toEqual(oneTo(200));
    expect(new Set(verdicts.map(seqOf)).size).toBe(200);
  });

  it('pass a locked session over, and write into it once it is free', async () => {
    // So many that each writer has some.
    const others = await times(16, () => anActiveSession(db));
    const holder = db.createQueryRunner();
    await holder.startTransaction();
    await holder.query('SELECT FROM sessions WHERE id = $1 FOR UPDATE', [session.id]);
    const began = Date.now();
    const held = write(by(session.patron, 'waits'));
    await times(16, (n) => write({ ...by(others[n]!.patron, 'goes on'), sessionId: others[n]!.id }));
    expect(Date.now() - began).toBeLessThan(3_000);
    expect(await Promise.race([held, numbers()])).toEqual(oneTo(0));
    await holder.commitTransaction();
    await holder.release();
    expect(seqOf(await held)).toBe(1);
  });

  it('[promise 33] of one sender keep their order, however often the session is locked meanwhile', async () => {
    const holder = db.createQueryRunner();
    let over = false;
    const locking = (async () => {
      while (!over) {
        await holder.startTransaction();
        await holder.query('SELECT FROM sessions WHERE id = $1 FOR UPDATE', [session.id]);
        await pause(2);
        await holder.commitTransaction();
        await pause(1);
      }
    })();
    const written: Promise<Verdict>[] = [];
    for (let n = 0; n < 400; n += 1) {
      written.push(write(by(n % 2 ? session.patron : session.librarian, `${n}`)));
      if (n % 3 === 0) await pause(1);
    }
    const seqs = (await Promise.all(written)).map(seqOf);
    over = true;
    await locking;
    await holder.release();
    expect(seqs).toEqual(oneTo(400).seqs);
  });

  it('[promise 33] of a sender whose earlier line is refused are refused with it', async () => {
    const holder = db.createQueryRunner();
    await holder.startTransaction();
    await holder.query('SELECT FROM sessions WHERE id = $1 FOR UPDATE', [session.id]);
    const first = write(by(session.patron, 'first')).catch((error: Error) => error);
    await pause(1_500);
    const second = write(by(session.patron, 'second')).catch((error: Error) => error);
    const other = write(by(session.librarian, 'of somebody else'));
    expect(await first).toMatchObject({ code: 'cannot-write-now' });
    await holder.commitTransaction();
    await holder.release();
    expect(await second).toMatchObject({ code: 'cannot-write-now' });
    expect(seqOf(await other)).toBe(1);
  });

  it('are refused as for another try when a session stays locked', async () => {
    const holder = db.createQueryRunner();
    await holder.startTransaction();
    await holder.query('SELECT FROM sessions WHERE id = $1 FOR UPDATE', [session.id]);
    await expect(write(by(session.patron, 'in vain'))).rejects.toMatchObject({
      code: 'cannot-write-now',
      kind: 'away',
    });
    await holder.rollbackTransaction();
    await holder.release();
    expect(await numbers()).toEqual(oneTo(0));
  });

  it('[promise 9] are once there after PostgreSQL was killed while they were written', async () => {
    let over = false;
    // Clients that send the same message until it is answered, then the next.
    const client = async (n: number): Promise<number[]> => {
      const mine: number[] = [];
      while (!over) {
        const draft = by(n % 2 ? session.patron : session.librarian, `${n}`);
        for (let seq: number | undefined; seq === undefined;) {
          seq = await write(draft, n).then(seqOf, (error: { code?: string }) => {
            if (error.code !== 'cannot-write-now') throw error;
            return undefined;
          });
          if (seq) mine.push(seq);
        }
      }
      return mine;
    };
    const clients = times(20, client);
    for (let kill = 0; kill < 2; kill += 1) {
      const { last } = await eventually(() => numbers());
      await eventually(async () => expect((await numbers()).last).toBeGreaterThan(last + 50));
      await postgres.kill();
      await postgres.restart();
    }
    const { last } = await eventually(() => numbers());
    await eventually(async () => expect((await numbers()).last).toBeGreaterThan(last + 50));
    over = true;
    const seqs = (await clients).flat().sort((a, b) => a - b);
    expect(await numbers()).toEqual(oneTo(seqs.length));
    expect(seqs).toEqual(oneTo(seqs.length).seqs);
  });

  it('are refused at once when too many wait', async () => {
    const writer = new LineWriter('postgres://nobody@127.0.0.1:1/none');
    const drafts = times(QUEUE_AT_MOST + 300, (n) =>
      writer.write(by(session.patron, `${n}`)).catch((e: Error) => e),
    );
    const refused = (await drafts).filter((each) => (each as Error).message.startsWith('Too much'));
    expect(refused.length).toBeGreaterThan(0);
    await writer.close();
  });
});
