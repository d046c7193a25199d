import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aNats, eventually, type TestDatabase, type TestNats } from '@carrel/testing';
import pg from 'pg';
import { isDatabaseAway, newId, quoted, retryOnDeadlock, type Transaction } from '../src/index.js';
import { Upkeep } from '../src/upkeep.js';
import { aMessagingDatabase } from './a-messaging-database.js';
import { aReplica, type Replica } from './a-service.js';
import { Referral } from './a-referral.js';

describe('A transaction', () => {
  let nats: TestNats;
  let database: TestDatabase;
  let service: Replica;

  beforeAll(async () => {
    [nats, database] = await Promise.all([aNats(), aMessagingDatabase()]);
    service = await aReplica({ service: 'referrals', url: database.url, nats });
  });
  afterAll(async () => {
    await service?.stop();
    await Promise.all([nats?.stop(), database?.drop()]);
  });
  const run = <T>(work: (tx: Transaction) => Promise<T>) => service.transactions.run(work);
  const leave = (subject: string) => (tx: Transaction) =>
    tx.manager.query('insert into effects (event_id, subject, sequence) values ($1, $1, 1)', [subject]);
  const named = async ({ manager }: Transaction): Promise<string> =>
    (await manager.query(`select current_setting('carrel.library', true) as library`))[0].library;
  const left = async (subject: string) =>
    (await service.db.query('select from effects where subject = $1', [subject])).length;

  it('inside another joins it: both happen or neither', async () => {
    const [outer, inner] = [newId(), newId()];
    const both = run(async (tx) => {
      await leave(outer)(tx);
      await run(leave(inner));
      throw new Error('the outer fails last');
    });
    await expect(both).rejects.toThrow('the outer fails last');
    expect([await left(outer), await left(inner)]).toEqual([0, 0]);
  });

  it("of TypeORM's own inside another is a part of it", async () => {
    const [of, from] = [newId(), newId()];
    const both = run(async (tx) => {
      await tx.manager.transaction((manager) => leave(of)({ ...tx, manager }));
      await service.db.transaction((manager) => leave(from)({ ...tx, manager }));
      throw new Error('the outer fails last');
    });
    await expect(both).rejects.toThrow('the outer fails last');
    expect([await left(of), await left(from)]).toEqual([0, 0]);
  });

  it('inside another that fails takes back only its own, so that the outer may answer the refusal', async () => {
    const [outer, inner] = [newId(), newId()];
    await run(async (tx) => {
      await leave(outer)(tx);
      await run(async (nested) => {
        await leave(inner)(nested);
        throw new Error('refused');
      }).catch(() => undefined);
    });
    expect([await left(outer), await left(inner)]).toEqual([1, 0]);
  });

  it('whose work keeps the fault of a statement to itself says that nothing was written', async () => {
    const [before, inner] = [newId(), newId()];
    const swallowing = (subject: string) => async (tx: Transaction) => {
      await leave(subject)(tx);
      await tx.manager.query('select 1/0').catch(() => undefined);
    };
    await expect(run(swallowing(before))).rejects.toThrow('nothing was written');
    await run(async () => {
      await expect(run(swallowing(inner))).rejects.toThrow();
    });
    expect([await left(before), await left(inner)]).toEqual([0, 0]);
  });

  it('apart from another one stays when that is undone', async () => {
    const [outer, apart] = [newId(), newId()];
    const both = run(async (tx) => {
      await leave(outer)(tx);
      await service.transactions.apart(leave(apart));
      throw new Error('refused');
    });
    await expect(both).rejects.toThrow('refused');
    expect([await left(outer), await left(apart)]).toEqual([0, 1]);
  });

  it('takes a first and a last statement along, whatever their values are', async () => {
    const subject = newId();
    const strange = `it's \\ ''"; select 1/0; --$1`;
    const bytes = Buffer.from([0, 39, 92, 255]);
    const first = quoted`select ${strange} as text, ${bytes}::bytea as bytes, ${7} as number, ${null}::text as none`;
    const rows = await service.transactions.runAfter(first, async (tx, rows) => {
      tx.atEnd(
        quoted`insert into effects (event_id, subject, sequence) values (${subject}, ${subject}, ${1})`,
      );
      expect(await left(subject)).toBe(0);
      return rows;
    });
    expect(rows).toEqual([{ text: strange, bytes, number: 7, none: null }]);
    expect(await left(subject)).toBe(1);
  });

  it('whose last statement fails has done nothing, and one inside another nothing but its own', async () => {
    const [outer, inner] = [newId(), newId()];
    const failing = (subject: string) => async (tx: Transaction) => {
      await leave(subject)(tx);
      tx.atEnd('select 1/0');
    };
    await expect(run(failing(inner))).rejects.toThrow('division by zero');
    await run(async (tx) => {
      await leave(outer)(tx);
      await expect(run(failing(inner))).rejects.toThrow('division by zero');
    });
    expect([await left(outer), await left(inner)]).toEqual([1, 0]);
  });

  it('[promise 22] names a library for its own part alone: afterwards the one before holds again', async () => {
    const { transactions } = service;
    const [one, other] = [newId(), newId()];
    await run(async (tx) => {
      await transactions.forLibrary(one, async (of) => {
        expect(await named(of)).toBe(one);
        expect(await transactions.forLibrary(other, named)).toBe(other);
        expect(await named(of)).toBe(one);
        const fails = transactions.forLibrary(other, () => Promise.reject(new Error('refused')));
        await expect(fails).rejects.toThrow('refused');
        expect(await named(of)).toBe(one);
        expect(await run(() => transactions.forEveryLibrary(named))).toBe('every');
        expect(await run(named)).toBe(one);
      });
      expect(await named(tx)).toBe('');
    });
    // The connection goes back to the pool, and names none to whoever has it next.
    await transactions.forLibrary(one, named);
    expect(await Promise.all(Array.from({ length: 20 }, () => run(named)))).not.toContain(one);
  });

  it('whose connection breaks says that the database is away, and nothing after it is written on another one', async () => {
    const [before, after] = [newId(), newId()];
    const faults: unknown[] = [];
    const broken = run(async (tx) => {
      await leave(before)(tx);
      const [{ pid }] = await tx.manager.query('select pg_backend_pid() as pid');
      const other = new pg.Client({ connectionString: database.url });
      await other.connect();
      await other.query('select pg_terminate_backend($1)', [pid]);
      await other.end();
      await eventually(() => expect(tx.manager.queryRunner?.isReleased).toBe(true));
      const sql = 'insert into effects (event_id, subject, sequence) values ($1, $1, 1)';
      await service.db.query(sql, [after]).catch((fault) => faults.push(fault));
      await run(leave(after)).catch((fault) => faults.push(fault));
    });
    await expect(broken).rejects.toThrow();
    await broken.catch((fault) => faults.push(fault));
    expect(faults.map(isDatabaseAway)).toEqual([true, true, true]);
    expect([await left(before), await left(after)]).toEqual([0, 0]);
  });

  it('does not end the process when the server ends just as a connection is handed out', async () => {
    const { master } = service.db.driver as unknown as { master: pg.Pool };
    const handedOut = new Promise<boolean>((resolve, reject) =>
      master.connect((error, client, release) => {
        if (!client) return reject(error!);
        // As pg does it, before TypeORM has had a chance to listen.
        const listened = client.emit(
          'error',
          new Error('terminating connection due to unexpected postmaster exit'),
        );
        release(true);
        resolve(listened);
      }),
    );
    expect(await handedOut).toBe(true);
  });

  it('may hold more than one other at a time', async () => {
    const ids = [newId(), newId(), newId()];
    await run(() =>
      Promise.all(ids.map((id) => run(async (tx) => (await run(leave(id)), leave(newId())(tx))))),
    );
    for (const id of ids) expect(await left(id)).toBe(1);
  });

  it('reads through the DataSource what it has written and nobody else sees', async () => {
    const id = newId();
    const seen = await run(async (tx) => {
      await leave(id)(tx);
      return left(id);
    });
    expect(seen).toBe(1);
  });

  it('needs one connection: more at once than there are, each reading inside, keep nobody waiting', async () => {
    const ids = Array.from({ length: 40 }, () => newId());
    const seen = ids.map((id) => run(async (tx) => (await leave(id)(tx), left(id))));
    expect(await Promise.all(seen)).toEqual(ids.map(() => 1));
  });

  it('that is over is not joined by work it left behind', async () => {
    const id = newId();
    let behind!: Promise<unknown>;
    await run(async () => {
      behind = sleep(20).then(() => run(leave(id)));
    });
    await behind;
    expect(await left(id)).toBe(1);
  });

  it('publishes nothing that breaks its schema', async () => {
    const referral = new Referral('not an id').make();
    await expect(run((tx) => tx.publish(referral))).rejects.toThrow('breaks its schema');
  });

  it('[promise 4] handles an event once, however many take it at the same time', async () => {
    const cause = { id: newId() };
    const effects = await Promise.all(
      Array.from({ length: 20 }, () =>
        service.transactions.runOnce(cause, (tx) => leave(cause.id)(tx).then(() => 'effect')),
      ),
    );
    expect(effects.filter((effect) => effect === 'effect')).toHaveLength(1);
    expect(await left(cause.id)).toBe(1);
  });

  it('[promise 4] handles an event once for a library, and works for that library alone', async () => {
    const [cause, library] = [{ id: newId() }, newId()];
    const handled = () =>
      service.transactions.runOnceForLibrary(library, cause, async (tx) => {
        await leave(cause.id)(tx);
        return named(tx);
      });
    const effects = await Promise.all(Array.from({ length: 5 }, handled));
    expect(effects.filter((effect) => effect !== undefined)).toEqual([library]);
    expect(await left(cause.id)).toBe(1);
    expect(() => service.transactions.runOnceForLibrary('every', cause, named)).toThrow('key');
  });

  it('[promise 4] that fails gives the event back to the inbox', async () => {
    const cause = { id: newId() };
    const failing = service.transactions.runOnce(cause, async () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await service.transactions.runOnce(cause, async () => 'effect')).toBe('effect');
  });

  it('that is durable has succeeded, though a hint after it throws or rejects; other hints are called', async () => {
    const [id, called] = [newId(), [] as string[]];
    const result = run(async (tx) => {
      await leave(id)(tx);
      tx.afterCommit(() => {
        throw new Error('a nudge that cannot be sent');
      });
      tx.afterCommit(async () => Promise.reject(new Error('nor this one')));
      tx.afterCommit(() => called.push('the last'));
      return 'answered';
    });
    expect(await result).toBe('answered');
    expect([await left(id), called]).toEqual([1, ['the last']]);
  });

  it('leaves no inbox row behind that is older than the stream, however many handlers an event has', async () => {
    await service.db.query(
      `insert into inbox (event_id, handler, handled_at)
       select gen_random_uuid(), handler, now() - interval '92 days'
       from generate_series(1, 4000), unnest(array['a', 'b', 'c']) handler`,
    );
    await service.db.query(
      `insert into inbox (event_id, handler, handled_at)
       select e, handler, now() - interval '92 days'
       from (select gen_random_uuid() as e from generate_series(1, 4000)) events, unnest(array['a', 'b', 'c']) handler`,
    );
    const recent = { id: newId() };
    await service.transactions.runOnce(recent, async () => 'effect');
    await new Upkeep(service.db).run();
    const kept = await service.db.query(
      `select count(*) filter (where handled_at < now() - interval '91 days')::int as old,
         count(*) filter (where event_id = $1)::int as recent from inbox`,
      [recent.id],
    );
    expect(kept).toEqual([{ old: 0, recent: 1 }]);
  });

  it('that a deadlock ended is run again, and then has its effect', async () => {
    const [first, second, id] = [newId(), newId(), newId()];
    for (const subject of [first, second])
      await service.db.query('insert into projection (subject, sequence) values ($1, 0)', [subject]);
    const raise = (tx: Transaction, subject: string) =>
      tx.manager.query('update projection set sequence = sequence + 1 where subject = $1', [subject]);
    let both = 0;
    const go: (() => void)[] = [];
    const other = new Promise<void>((resolve) => go.push(resolve));
    const inOrder = (subjects: string[]) =>
      retryOnDeadlock(() =>
        run(async (tx) => {
          await raise(tx, subjects[0]!);
          both += 1;
          if (both === 2) go[0]!();
          await other;
          await raise(tx, subjects[1]!);
          await leave(id)(tx);
        }),
      );
    await Promise.all([inOrder([first, second]), inOrder([second, first])]);
    expect([await left(id), both]).toEqual([2, 3]);
  });
});
