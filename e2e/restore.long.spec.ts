import { join } from 'node:path';
import { ok } from '@carrel/client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Seal } from '../libs/web/src/seal.js';
import { freePorts, services, startPostgres, startStack, type Stack } from '../tools/src/index.js';
import { eventually, questionOf, signIn, speaker } from '../tools/src/journey/client.js';
import { Mailbox } from '../tools/src/journey/mailbox.js';
import { OperatorsSystem } from './operators-system.js';

const second = 'the secret that has come in its place at the restore';

describe('A backup of a running system', () => {
  let system: OperatorsSystem;
  let at: OperatorsSystem['at'];
  let carrel: OperatorsSystem['carrel'];
  let database: OperatorsSystem['database'];

  beforeAll(async () => {
    system = await OperatorsSystem.start();
    ({ at, carrel, database } = system);
  });
  afterAll(() => system?.end());

  it('[promise 8, 26, 27] puts a backup into a new server beside an empty NATS: what was pending arrives, nothing dangles', async () => {
    let { stack } = system;
    const { secret: first, journeyed } = system;
    const cedar = (
      await database<{ id: string }>(stack, 'admin', `select id from institutions where name like 'Cedar%'`)
    )[0]!.id;
    const boss = await signIn(stack.url, 'admin@cedar.example');
    const webhook = await ok(
      boss.notifications.POST('/v1/webhooks', { body: { url: 'http://127.0.0.1:9797/nobody' } }),
    );
    const field = { params: { path: { id: cedar, field: 'proxy-password' } } };
    const page = '/v1/institutions/{id}/policy-page' as const;
    await ok(boss.admin.PUT(`${page}/fields/{field}`, { ...field, body: { text: 'opensesame' } }));
    await stack.kill('nats');
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
    expect(await carrel(['backup', at('backup')])).toMatchObject({
      code: 2,
      said: expect.stringContaining('It holds a backup already'),
    });
    expect(await carrel(['backups', at('nightly'), '--keep', '2'])).toMatchObject({
      code: 0,
      said: expect.stringContaining(`the backup is in ${at('nightly')}`),
    });
    expect((await carrel(['backups', at('nightly'), '--at', '25:00'])).code).toBe(2);
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

    // The secret is replaced on this occasion; what the first has sealed and signed stays good.
    system.secret = second;
    const env = { ...process.env, CARREL_SECRET: second, CARREL_SECRET_PREVIOUS: first };
    const began = Date.now();
    stack = system.stack = await startStack({
      dataDir: at('second'),
      basePort: port,
      demo: false,
      quiet: true,
      env,
    });
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
    expect(await dangling(stack)).toEqual([]);

    const sealed = async () => {
      const [key] = await database<{ kid: string; sealed: string }>(
        stack,
        'admin',
        'select kid, sealed_private_key as sealed from signing_keys where signing_since is not null and retired_at is null',
      );
      const [row] = await database<{ texts: Record<string, Record<string, string>>; at: string }>(
        stack,
        'admin',
        `select texts, institution_id as at from policy_pages where texts ? 'proxy-password'`,
      );
      const [endpoint] = await database<{ secret: string }>(
        stack,
        'notifications',
        'select secret from webhook_endpoints where id = $1',
        [webhook.id],
      );
      return (by: string) => [
        JSON.parse(new Seal([by], 'signing keys').open(key!.sealed, key!.kid)).crv,
        new Seal([by], 'policy pages').open(
          Object.values(row!.texts['proxy-password']!)[0]!,
          `${row!.at} proxy-password`,
        ),
        new Seal([by], 'webhook secrets').open(endpoint!.secret, webhook.id),
      ];
    };
    const kept = ['Ed25519', 'opensesame', webhook.secret];
    expect((await sealed())(first)).toEqual(kept);
    const read = async () => {
      const again = await signIn(stack.url, 'admin@cedar.example');
      const { texts } = await ok(again.admin.GET(`${page}/secrets/{field}`, field));
      expect(Object.values(texts as object)).toEqual(['opensesame']);
    };
    await read();
    const previous = { CARREL_SECRET_PREVIOUS: first };
    expect(await carrel(['reseal'], at('second'), port)).toMatchObject({
      code: 1,
      said: expect.stringContaining('not sealed with a secret'),
    });
    expect(await carrel(['reseal'], at('second'), port, previous)).toEqual({
      code: 0,
      said: expect.stringMatching(
        /2 signing keys and [1-9]\d* policy pages .*\n1 webhook endpoints are sealed/,
      ),
    });
    expect((await sealed())(second)).toEqual(kept);
    await read();

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
  async function dangling(stack: Stack): Promise<string[]> {
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
