import { join } from 'node:path';
import { ok } from '@carrel/client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  dropDatabase,
  freePort,
  provision,
  provisionedUrl,
  services,
  startProgram,
  withClient,
  type ServiceName,
  type Stack,
} from '../tools/src/index.js';
import { agreements, invariants } from '../tools/src/operator/invariant-list.js';
import { violationsIn } from '../tools/src/operator/invariants.js';
import { eventually, signIn, speaker } from '../tools/src/journey/client.js';
import { Mailbox } from '../tools/src/journey/mailbox.js';
import { faults } from './invariant-faults.js';
import { OperatorsSystem } from './operators-system.js';

describe('The carrel command, on a running system', () => {
  let system: OperatorsSystem;
  let stack: Stack;
  let carrel: OperatorsSystem['carrel'];
  let database: OperatorsSystem['database'];
  let at: OperatorsSystem['at'];

  beforeAll(async () => {
    system = await OperatorsSystem.start();
    ({ stack, carrel, database, at } = system);
  });
  afterAll(() => system?.end());

  it('finds nothing wrong where nothing is, and names what is', async () => {
    const well = await carrel(['doctor', '--service', 'notifications']);
    expect(well).toMatchObject({
      code: 0,
      said: expect.stringContaining('notifications: ok    mail server'),
    });
    await stack.kill('mailbox');
    const ill = await carrel(['doctor', '--service', 'notifications']);
    expect(ill.code).toBe(1);
    expect(ill.said).toMatch(/^notifications: FAULT CARREL-D014 mail server: does not take us/m);
    await stack.restart('mailbox');
  });

  it('finds that everything that must hold does, and names each thing that does not', async () => {
    await eventually(async () =>
      expect(await carrel(['invariants', '--settled', '1'])).toMatchObject({
        code: 0,
        said: expect.stringMatching(/^Everything that must hold does\.$/m),
      }),
    );
    const clients = await eachDatabase();
    try {
      for (const service of services)
        for (const [holds, fault] of Object.entries(faults[service])) {
          await clients[fault.of].query(`BEGIN; SET LOCAL session_replication_role = replica; ${fault.sql}`);
          const broken = await violationsIn(clients);
          await clients[fault.of].query('ROLLBACK');
          expect(broken).toContainEqual(expect.objectContaining({ service, holds }));
        }
      const named = new Set(services.flatMap((s) => Object.keys(faults[s]).map((holds) => `${s}: ${holds}`)));
      const kept = [
        ...services.flatMap((s) => invariants[s].map(({ holds }) => `${s}: ${holds}`)),
        ...agreements.map(({ of, holds }) => `${of}: ${holds}`),
      ];
      expect(kept.filter((each) => !named.has(each))).toEqual([]);
    } finally {
      await Promise.all(services.map((service) => clients[service].end()));
    }
  });

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
  });

  it('says what it does not understand, ends with 2 and has done nothing', async () => {
    const before = await Promise.all(services.map((service) => footprint(stack, service)));
    const nobody = '00000000-0000-4000-8000-000000000000';
    const wrong: [string[], RegExp][] = [
      [[], /Usage: carrel/],
      [['rebiuld', 'directory'], /unknown command 'rebiuld'/],
      [['rebuild', 'everything'], /Allowed choices are directory, statistics, search/],
      [['rebuild'], /missing required argument 'projection'/],
      [['doctor', '--service', 'billing'], /Allowed choices are admin, chat/],
      [['replay', '--since', 'yesterday'], /A time is written like 2026-01-31T12:00:00Z/],
      [['replay', '--since', '2999-01-01T00:00:00Z'], /yet to come/],
      [['replay'], /required option '--since <time>' not specified/],
      [['erase', 'Cedar', system.journeyed.patronEmail], /It is no id/],
      [['erase', nobody, 'robin'], /It is no e-mail address/],
      [['erase', nobody, system.journeyed.patronEmail], /is no library's id/],
      [['bootstrap', 'an operator'], /It is no e-mail address/],
      [['dead-letters', 'requeue', '--service', 'chat'], /Which\?/],
      [['dead-letters', 'requeue', '--service', 'chat', 'last'], /It is no id/],
      [['dead-letters', 'requeue', '--service', 'chat', '--all', nobody], /not both/],
      [['dead-letters', 'requeue', '--all'], /required option '--service <name>' not specified/],
      [['backup'], /missing required argument 'folder'/],
      [['restore', at('nowhere')], /backup.json is missing/],
    ];
    const answers = await inTurns(wrong, ([args]) => carrel(args));
    for (const [n, [args, words]] of wrong.entries()) {
      expect([args, answers[n]]).toEqual([args, { code: 2, said: expect.stringMatching(words) }]);
    }
    expect(await Promise.all(services.map((service) => footprint(stack, service)))).toEqual(before);
    expect((await carrel(['--help'])).code).toBe(0);
  });

  it('[B2] has the owner say its whole state again: each copy is what it was, and nobody gets a notice', async () => {
    const holders = ['chat', 'questions', 'referrals', 'notifications'];
    const copies = async () => {
      const found: Record<string, unknown> = {};
      for (const service of holders) {
        for (const [table, columns] of Object.entries(copied)) {
          const rows = `select ${columns} from directory_${table} order by 1, 2`;
          found[`${service} ${table}`] = await database(stack, service, rows);
        }
      }
      return found;
    };
    const deliveries = () =>
      database(stack, 'notifications', 'select id, message from deliveries order by id');
    const [before, mails] = [await copies(), await deliveries()];
    for (const service of holders) {
      await database(stack, service, `update directory_institutions set name = 'wrong'`);
      await database(stack, service, 'delete from directory_memberships');
    }
    expect((await carrel(['rebuild', 'directory'])).said).toMatch(
      /^\d+ events of the directory go out again$/m,
    );
    await eventually(async () => expect(await copies()).toEqual(before));
    // Handlers that would send a mail have run by then: the copies follow in the same queue.
    expect(await deliveries()).toEqual(mails);
  });

  it('counts and gathers anew what is only made of questions', async () => {
    const counts = () =>
      database(stack, 'questions', 'select * from statistics_daily where count > 0 order by 1, 2, 3, 4');
    const months = () =>
      database(stack, 'questions', 'select * from statistics_monthly where count > 0 order by 1, 2, 3, 4');
    const found = () =>
      database(
        stack,
        'questions',
        `select question_id from question_words where words @@ websearch_to_tsquery('simple', 'painting') order by 1`,
      );
    const before = [await counts(), await months(), await found()];
    for (const part of before) expect(part).not.toEqual([]);
    await database(stack, 'questions', 'delete from statistics_daily');
    await database(stack, 'questions', `update statistics_facts set resolution = 'spam'`);
    await database(stack, 'questions', 'delete from question_words');
    expect((await carrel(['rebuild', 'statistics'])).said).toMatch(/^[1-9]\d* questions are counted anew$/m);
    expect((await carrel(['rebuild', 'search'])).said).toMatch(
      /^the words of [1-9]\d* questions are gathered/m,
    );
    expect([await counts(), await months(), await found()]).toEqual(before);
  });

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
    });
    const known = new Set(before.map(({ cause_id, message }) => `${message} ${cause_id}`));
    const again = (await mails()).slice(before.length);
    expect(again.filter(({ cause_id, message }) => known.has(`${message} ${cause_id}`))).toEqual([]);
    expect(again).toEqual([]);
    expect((await carrel(['replay', '--service', 'questions', '--since', 'yesterday'])).code).toBe(2);
  });

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
  });

  it('[B35] makes the first operator of an empty system, who chooses a password once', async () => {
    const names = { database: 'carrel_fresh', role: 'carrel_fresh' };
    const { appUrl, ownerUrl } = await provision(stack.urls.postgres, 'admin', system.secret, names);
    const fresh = {
      ADMIN_DATABASE_URL: appUrl,
      ADMIN_DATABASE_OWNER_URL: ownerUrl,
      NATS_URL: stack.urls.nats,
    };
    const main = join(import.meta.dirname, '../services/admin/dist/main.js');
    const base = {
      ...process.env,
      ...fresh,
      CARREL_SECRET: system.secret,
      NODE_OPTIONS: '',
      LOG_LEVEL: 'error',
    };
    const migrating = await startProgram(process.execPath, [main, 'migrate'], { env: base });
    expect((await migrating.ended).code).toBe(0);
    const bootstrap = () =>
      carrel(['bootstrap', 'first@carrel.example'], at('first'), system.basePort, fresh);
    const lost = tokenIn(await bootstrap());
    const token = tokenIn(await bootstrap());
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const admin = await startProgram(process.execPath, [main], { env: { ...base, PORT: String(port) } });
    try {
      const anyone = speaker(url);
      const choose = async (given: string) => {
        const body = { token: given, password: 'correct horse battery' };
        return (await anyone.admin.POST('/v1/auth/password', { body })).response;
      };
      expect((await choose(lost)).status).toBe(422);
      expect((await choose(token)).status).toBe(204);
      expect((await choose(token)).status).toBe(422);
      const operator = await signIn(url, 'first@carrel.example', 'correct horse battery');
      expect((await ok(operator.admin.GET('/v1/me'))).operator).toBe(true);
      expect(await bootstrap()).toMatchObject({ code: 1, said: expect.stringContaining('operator already') });
    } finally {
      await admin.stop();
      await dropDatabase(stack.urls.postgres, 'carrel_fresh');
    }
  });

  it('[promise 25] forgets a patron of one library in every database, and nobody else', async () => {
    const trace = async (words: string) => {
      const found: string[] = [];
      for (const service of services)
        for (const [table, row] of await everyRow(stack, service))
          if (row.includes(words) || row.includes(Buffer.from(words).toString('hex')))
            found.push(`${service}.${table}`);
      return [...new Set(found)].sort();
    };
    const { id: cedar } = (
      await database<{ id: string }>(stack, 'admin', `select id from institutions where name like 'Cedar%'`)
    )[0]!;
    const { id: aspen } = (
      await database<{ id: string }>(stack, 'admin', `select id from institutions where name like 'Aspen%'`)
    )[0]!;
    const email = system.journeyed.patronEmail;
    const body = {
      institutionId: aspen,
      text: 'The same person, at another library',
      patron: { name: 'Robin Reader', email },
    };
    await ok(speaker(stack.url).questions.POST('/v1/questions', { body }));
    await eventually(async () =>
      expect((await new Mailbox(stack.urls.mailbox).mailsTo(email)).length).toBeGreaterThan(2),
    );
    expect(await trace(email)).toEqual(
      expect.arrayContaining(['chat.sessions', 'notifications.deliveries', 'questions.questions']),
    );
    expect(await carrel(['erase', cedar, email.toUpperCase()])).toEqual({
      code: 0,
      said: expect.stringMatching(/^forgotten: 1 questions have lost name, address and words$/m),
    });
    await eventually(async () => {
      for (const service of services) {
        expect(await database(stack, service, 'select 1 from outbox where sent_at is null')).toEqual([]);
      }
      expect(await trace('deposit for my flat')).toEqual([]);
      // What Aspen knows is Aspen's to forget.
      const rest = await database(
        stack,
        'questions',
        'select home_institution_id as id from questions where patron_email = $1',
        [email],
      );
      expect(rest).toEqual([{ id: aspen }]);
    });
    expect((await carrel(['erase', aspen, email])).code).toBe(0);
    await eventually(async () => expect(await trace(email)).toEqual([]));
    expect(await trace('robin.')).toEqual([]);
  });

  /** The server's own role in every database, which may break what the services' roles may not. */
  async function eachDatabase(): Promise<Record<ServiceName, pg.Client>> {
    const opened = services.map(async (service) => {
      const connectionString = Object.assign(new URL(stack.urls.postgres), {
        pathname: `/carrel_${service}`,
      }).href;
      const client = new pg.Client({ connectionString });
      await client.connect();
      await client.query(`SET carrel.library = 'every'; SET carrel.settled = '1'`);
      return [service, client] as const;
    });
    return Object.fromEntries(await Promise.all(opened)) as Record<ServiceName, pg.Client>;
  }

  /** What any command would leave: facts that go out again, jobs, rows of its own. */
  async function footprint(of: Stack, service: string): Promise<unknown> {
    const replays = await database(of, service, 'select coalesce(sum(replays), 0) as n from outbox');
    const own = { questions: 'erasures', admin: 'accounts' }[service];
    return [replays, own && (await database(of, service, `select count(*) as n from ${own}`))];
  }

  /** Every row of the service as text, with its table. */
  async function everyRow(of: Stack, service: string): Promise<[string, string][]> {
    return withClient(provisionedUrl(of.urls.postgres, service, system.secret, 'app'), async (client) => {
      await client.query(`select set_config('carrel.library', 'every', false)`);
      const { rows: tables } = await client.query<{ name: string }>(
        `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
         where table_type = 'BASE TABLE' and table_schema in ('public', 'graphile_worker')`,
      );
      const found: [string, string][] = [];
      for (const { name } of tables) {
        const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
        for (const { row } of rows) found.push([name.replace('public.', ''), row]);
      }
      return found;
    });
  }
});

/** What each directory keeps, but for the number of the last event. */
const copied = {
  institutions: 'id, name, subscription_group_id, profile_status',
  groups: 'id, name, kind',
  memberships: 'id, group_id, institution_id, status',
  accounts: 'id, roles, active',
  settings: 'key, owner_id, value',
};

/** Two at a time: each is a process. */
async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let n = 0; n < items.length; n += 2)
    results.push(...(await Promise.all(items.slice(n, n + 2).map(work))));
  return results;
}

function tokenIn({ code, said }: { code: number; said: string }): string {
  const token = /"token": "([^"]+)"/.exec(said)?.[1];
  if (code !== 0 || !token) throw new Error(said);
  return token;
}
