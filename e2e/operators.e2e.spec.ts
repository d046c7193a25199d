import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ok } from '@carrel/client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  freePorts,
  provisionedUrl,
  services,
  startPostgres,
  startStack,
  withClient,
  type Stack,
} from '../tools/src/index.js';
import { eventually, questionOf, signIn, speaker } from '../tools/src/journey/client.js';
import { journey } from '../tools/src/journey/journey.js';
import { Mailbox } from '../tools/src/journey/mailbox.js';

const secret = 'a secret of the drill that has thirty-two bytes and more';

describe('The carrel command, on a running system', () => {
  let folder: string;
  let basePort: number;
  let stack: Stack;
  let journeyed: Awaited<ReturnType<typeof journey>>;
  const at = (name: string) => join(folder, name);

  /** What it prints, or the complaint it fails with. */
  const carrel = (args: string[], dataDir = at('first'), port = basePort) =>
    new Promise<{ code: number; said: string }>((resolve) => {
      const env = { ...process.env, CARREL_DATA: dataDir, CARREL_PORT: String(port), CARREL_SECRET: secret };
      execFile(
        process.execPath,
        ['tools/carrel.mjs', ...args],
        { env: { ...env, NODE_OPTIONS: '' } },
        (error, out, err) => {
          resolve({ code: error ? Number(error.code) : 0, said: `${out}${err}` });
        },
      );
    });
  const database = <T>(of: Stack, service: string, sql: string, values: unknown[] = []) =>
    withClient(provisionedUrl(of.urls.postgres, service, secret, 'app'), async (client) => {
      return (await client.query(sql, values)).rows as T[];
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'carrel-drill-'));
    basePort = await freePorts();
    const env = { ...process.env, CARREL_SECRET: secret };
    stack = await startStack({ dataDir: at('first'), basePort, demo: true, quiet: true, env });
    journeyed = await journey({ url: stack.url, mailboxUrl: stack.urls.mailbox }, { say: () => {} });
  }, 300_000);
  afterAll(async () => {
    await stack?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 240_000);

  it('finds nothing wrong where nothing is, and names what is', async () => {
    const well = await carrel(['doctor', '--service', 'notifications']);
    expect(well).toMatchObject({
      code: 0,
      said: expect.stringContaining('notifications: ok    mail server'),
    });
    await stack.kill('mailbox');
    const ill = await carrel(['doctor', '--service', 'notifications']);
    expect(ill.code).toBe(1);
    expect(ill.said).toMatch(/^notifications: FAULT mail server: does not take us/m);
    await stack.restart('mailbox');
  }, 240_000);

  it('[promise 5] lists what was given up and has it handled again, once', async () => {
    expect(await carrel(['dead-letters', 'list', '--service', 'notifications'])).toEqual({
      code: 0,
      said: 'no dead letters\n',
    });
    const [event] = await database<{ id: string }>(
      stack,
      'questions',
      `select id from outbox where name = 'question.answered.v1' limit 1`,
    );
    const [row] = await database<{ envelope: object }>(
      stack,
      'questions',
      'select envelope from outbox where id = $1',
      [event!.id],
    );
    await database(
      stack,
      'notifications',
      `insert into dead_letters (event_id, name, envelope, cause, attempts) values ($1, 'question.answered.v1', $2, 'a fault', 5)`,
      [event!.id, row!.envelope],
    );
    const mails = () =>
      database(stack, 'notifications', 'select id from deliveries where cause_id = $1 order by id', [
        event!.id,
      ]);
    const before = await mails();
    expect((await carrel(['dead-letters', 'list', '--service', 'notifications'])).said).toMatch(
      new RegExp(`^notifications: ${event!.id} .*a fault$`, 'm'),
    );
    expect((await carrel(['dead-letters', 'requeue', '--service', 'notifications', event!.id])).code).toBe(0);
    expect((await carrel(['dead-letters', 'requeue', '--service', 'notifications', event!.id])).code).toBe(1);
    expect(await carrel(['dead-letters', 'list', '--service', 'notifications'])).toEqual({
      code: 0,
      said: 'no dead letters\n',
    });
    expect(before.length).toBeGreaterThan(0);
    expect(await mails()).toEqual(before);
  }, 240_000);

  it('[B2] has the owner say its whole state again, and each copy is what it was', async () => {
    const copies = () => database(stack, 'chat', 'select name from directory_institutions order by 1');
    const before = await copies();
    await database(stack, 'chat', 'update directory_institutions set name = $1', ['wrong']);
    expect((await carrel(['rebuild', 'directory'])).said).toMatch(
      /^\d+ events of the directory go out again$/m,
    );
    await eventually(async () => expect((await copies()).map(nameOf)).toEqual(before.map(nameOf)), 20_000);
  }, 240_000);

  it('[promise 1] sends the facts since a time again, and nobody does anything twice', async () => {
    const mails = () =>
      database<{ id: string; message: string; cause_id: string }>(
        stack,
        'notifications',
        'select id, message, cause_id from deliveries where question_id is not null order by id',
      );
    const before = await mails();
    const said = await carrel([
      'replay',
      '--service',
      'questions',
      '--since',
      new Date(Date.now() - 3_600_000).toISOString(),
    ]);
    expect(said.said).toMatch(/^questions: [1-9]\d* events go out again$/m);
    await eventually(async () => {
      for (const service of services) {
        expect(await database(stack, service, 'select 1 from outbox where sent_at is null')).toEqual([]);
      }
    }, 60_000);
    const known = new Set(before.map(({ cause_id, message }) => `${message} ${cause_id}`));
    const again = (await mails()).slice(before.length);
    expect(again.filter(({ cause_id, message }) => known.has(`${message} ${cause_id}`))).toEqual([]);
    expect(again).toEqual([]);
    expect((await carrel(['replay', '--service', 'questions', '--since', 'yesterday'])).code).toBe(1);
  }, 240_000);

  it('[B35] makes no second operator, and rotates the keys no sooner than tokens of the last have run out', async () => {
    const bootstrap = await carrel(['bootstrap', 'second@carrel.example']);
    expect(bootstrap).toMatchObject({
      code: 1,
      said: expect.stringContaining('There is an operator already'),
    });
    const kids = async () => {
      const answer = await fetch(`${stack.url}/api/admin/.well-known/jwks.json`);
      return ((await answer.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
    };
    const before = await kids();
    expect(await carrel(['rotate-keys'])).toMatchObject({
      code: 0,
      said: expect.stringContaining('nobody is logged out'),
    });
    expect((await kids()).sort()).toEqual(before.sort());
    const again = await carrel(['rotate-keys']);
    expect(again).toMatchObject({ code: 1, said: expect.stringContaining('rotate again in an hour') });
  }, 240_000);

  it('[promise 8, 26, 27] puts a backup into a new server beside an empty NATS: what was pending arrives, nothing dangles', async () => {
    await stack.kill('nats');
    const cedar = (
      await database<{ id: string }>(stack, 'admin', `select id from institutions where name like 'Cedar%'`)
    )[0]!.id;
    const body = {
      institutionId: cedar,
      text: 'Asked while NATS was away',
      patron: { name: 'Robin', email: 'robin.pending@patron.example' },
    };
    const asked = await ok(speaker(stack.url).questions.POST('/v1/questions', { body }));
    expect(await carrel(['backup', at('backup')])).toMatchObject({
      code: 0,
      said: expect.stringContaining('backed up as of'),
    });
    const rowsBefore = await counts(stack);
    await stack.stop();

    const port = await freePorts();
    const postgres = await startPostgres({
      dataDir: join(at('second'), 'postgres'),
      port: port + 10,
      durable: false,
    });
    const restored = await carrel(['restore', at('backup')], at('second'), port);
    expect(restored).toMatchObject({ code: 0, said: expect.stringContaining('notifications: restored') });
    expect((await carrel(['restore', at('backup')], at('second'), port)).said).toMatch(/holds data already/);
    await postgres.stop();

    const env = { ...process.env, CARREL_SECRET: secret };
    const began = Date.now();
    stack = await startStack({ dataDir: at('second'), basePort: port, demo: false, quiet: true, env });
    const ready = Date.now();
    const mail = await new Mailbox(stack.urls.mailbox).mailTo('alerts@cedar.example', String(asked.number));
    expect(mail.subject).toContain(String(asked.number));
    expect(Date.now() - ready).toBeLessThan(30_000);
    process.stdout.write(
      `restored system ready after ${ready - began} ms, pending mail ${Date.now() - ready} ms later\n`,
    );

    await eventually(async () => {
      for (const service of services) {
        expect(await database(stack, service, 'select 1 from outbox where sent_at is null')).toEqual([]);
      }
    }, 30_000);
    const rowsAfter = await counts(stack);
    for (const [table, count] of Object.entries(rowsBefore))
      expect([table, rowsAfter[table]]).toEqual([table, count]);
    expect(await dangling()).toEqual([]);
    const reviewer = await signIn(stack.url, 'reviewer@cedar.example');
    const { history } = await questionOf(reviewer, journeyed.questionId);
    expect(history.length).toBeGreaterThan(3);
  }, 480_000);

  /** Rows of what people made. */
  async function counts(of: Stack): Promise<Record<string, number>> {
    const tables = {
      admin: ['institutions', 'groups', 'memberships', 'accounts', 'signing_keys'],
      chat: ['sessions', 'lines', 'queues', 'transfers'],
      questions: ['questions', 'holdings', 'history', 'messages'],
      referrals: ['referrals'],
      notifications: ['suppressions'],
    };
    const found: Record<string, number> = {};
    for (const [service, names] of Object.entries(tables)) {
      for (const name of names) {
        const [row] = await database<{ n: number }>(of, service, `select count(*)::int as n from ${name}`);
        found[`${service}.${name}`] = row!.n;
      }
    }
    return found;
  }

  /** Ids of one service that another, whose they are, does not know. */
  async function dangling(): Promise<string[]> {
    const ids = async (service: string, sql: string) =>
      new Set((await database<{ id: string }>(stack, service, sql)).map(({ id }) => id));
    const known = {
      session: await ids('chat', 'select id from sessions'),
      question: await ids('questions', 'select id from questions'),
      referral: await ids('referrals', 'select id from referrals'),
      institution: await ids('admin', 'select id from institutions'),
    };
    const used: [keyof typeof known, string, string][] = [
      ['session', 'questions', 'select session_id as id from questions where session_id is not null'],
      ['session', 'notifications', 'select session_id as id from deliveries where session_id is not null'],
      ['question', 'referrals', 'select question_id as id from referrals'],
      ['question', 'notifications', 'select question_id as id from deliveries where question_id is not null'],
      ['institution', 'questions', 'select institution_id as id from holdings'],
      ['institution', 'chat', 'select institution_id as id from sessions'],
    ];
    const lost: string[] = [];
    for (const [what, service, sql] of used) {
      const found = await ids(service, sql);
      expect([service, what, found.size > 0]).toEqual([service, what, true]);
      for (const id of found) if (!known[what].has(id)) lost.push(`${service} knows ${what} ${id}`);
    }
    return lost;
  }
});

const nameOf = (row: unknown) => (row as { name: string }).name;
