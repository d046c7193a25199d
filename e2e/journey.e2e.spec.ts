import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ok } from '@carrel/client';
import { connect } from '@nats-io/transport-node';
import { at, eventually, signIn, speaker } from '../tools/src/journey/client.js';
import { Mailbox } from '../tools/src/journey/mailbox.js';
import { journey, journeySteps } from '../tools/src/journey/journey.js';
import { alerts, metricsIn, queries } from '../tools/test/manifests/promql.js';
import { withClient, type Stack } from '../tools/src/index.js';
import { aCollector, type Collector } from './a-collector.js';
import { APatronEverywhere } from './a-patron-everywhere.js';
import { aSystem } from './a-system.js';
import { mailsOfAnyText } from './mails-of-any-text.js';
import { databasesOf, tracesOf } from './traces.js';
import { eventsOf, lostOrDoubled } from './end-state.js';

const facts = [
  'session.requested.v1',
  'session.accepted.v1',
  'session.ended.v1',
  'question.created.v1',
  'question.claimed.v1',
  'question.referred.v1',
  'referral.made.v1',
  'question.answered.v1',
  'referral.answered.v1',
  'question.closed.v1',
  'mail.queued.v1',
  'mail.accepted.v1',
];

/** Where a patron leaves words until they are forgotten. */
const left = [
  ...['sessions', 'lines', 'notes', 'attachments'].map((table) => `carrel_chat: public.${table}`),
  ...['questions', 'messages', 'history', 'transcripts', 'question_words', 'patrons', 'files', 'reviews'].map(
    (table) => `carrel_questions: public.${table}`,
  ),
  'carrel_questions: public.survey_texts',
  'carrel_referrals: public.referrals',
  ...['deliveries', 'incoming_mails', 'incoming_attachments'].map(
    (table) => `carrel_notifications: public.${table}`,
  ),
];

const chatDatabase = (stack: Stack) => databasesOf(stack).find((url) => url.endsWith('chat'))!;
/** A session and its lines once more, under another id. */
const copyOfChat = `WITH copied AS (
    INSERT INTO sessions SELECT (jsonb_populate_record(s, jsonb_build_object('id', $2::text, 'token_hash', $2::text))).*
    FROM sessions s WHERE id = $1)
  INSERT INTO lines SELECT (jsonb_populate_record(l, jsonb_build_object('session_id', $2::text))).*
    FROM lines l WHERE session_id = $1`;

describe('One question, from a patron at Cedar to the answer in the mailbox', () => {
  let system: Awaited<ReturnType<typeof aSystem>>;
  let collector: Collector;

  beforeAll(async () => {
    collector = await aCollector();
    system = await aSystem({
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '200' },
    });
  });

  afterAll(async () => {
    await system?.end();
    await collector?.close();
  });

  it('[R45, R71, R106, R108, R109] travels all twelve steps, and every fact went out as an event', async () => {
    const said: string[] = [];
    const place = { url: system.stack.url, mailboxUrl: system.stack.urls.mailbox };
    const journeyed = await journey(place, { say: (sentence) => void said.push(sentence) });
    expect(said).toHaveLength(journeySteps);

    const events = await eventually(async () => {
      const sent = await eventsOf(system.stack.urls.nats, journeyed);
      expect([...new Set(sent.map((event) => event.type))]).toEqual(expect.arrayContaining(facts));
      return sent;
    });
    expect(lostOrDoubled(events)).toEqual([]);
    expect(JSON.stringify(events)).not.toMatch(
      /Robin|patron\.example|landlord|ordinary wear|Your housing law/,
    );
  });

  it('[R23] a librarian in a chat works a question of the web form meanwhile, with the same sign-in', async () => {
    const anyone = speaker(system.stack.url);
    const { chat, questions, account } = await signIn(system.stack.url, 'librarian@dogwood.example');
    const institutionId = account.institutionId!;
    const { items } = await ok(chat.GET('/v1/queues'));
    const queueIds = [items.find(({ kind }) => kind === 'library')!.id];
    await ok(chat.PUT('/v1/monitor', { body: { availability: 'available', queueIds } }));
    const patron = { name: 'Robin Reader', email: 'robin@patron.example' };
    const hello = { institutionId, patron, question: 'Hello?' };
    const session = at((await ok(anyone.chat.POST('/v1/sessions', { body: hello }))).id);
    await ok(chat.POST('/v1/sessions/{id}/accept', session));

    const when = { institutionId, patron, text: 'When?' };
    const question = at((await ok(anyone.questions.POST('/v1/questions', { body: when }))).id);
    await ok(questions.POST('/v1/questions/{id}/claim', question));
    await ok(questions.POST('/v1/questions/{id}/answers', { ...question, body: { text: 'At nine.' } }));
    expect(await ok(questions.GET('/v1/questions/{id}', question))).toMatchObject({ status: 'answered' });
    expect(await ok(chat.GET('/v1/sessions/{id}', session))).toMatchObject({ status: 'active' });
    const again = { text: 'Here again.', clientId: 'again' };
    await ok(chat.POST('/v1/sessions/{id}/messages', { ...session, body: again }));
    await ok(chat.POST('/v1/sessions/{id}/end', { ...session, body: { resolution: 'answered' } }));
  });

  it('[promise 29] the longest chat there may be becomes a question, is mailed, exported and erased', async () => {
    const anyone = speaker(system.stack.url);
    const { chat, questions, account } = await signIn(system.stack.url, 'librarian@dogwood.example');
    const admin = await signIn(system.stack.url, 'admin@dogwood.example');
    const institutionId = account.institutionId!;
    const patron = { name: 'Lou Long', email: 'long@patron.example' };
    const asked = { institutionId, patron, question: 'May I tell you everything?' };
    const { items } = await ok(chat.GET('/v1/queues'));
    const queueIds = [items.find(({ kind }) => kind === 'library')!.id];
    // The shift is still that of the sign-in before.
    const shift = { availability: 'available' as const, queueIds, takeOver: true };
    await ok(chat.PUT('/v1/monitor', { body: shift }));
    const { id, token } = await ok(anyone.chat.POST('/v1/sessions', { body: asked }));
    await ok(chat.POST('/v1/sessions/{id}/accept', at(id)));
    const { chat: lou } = speaker(system.stack.url, token);
    const say = (by: typeof chat, n: number) =>
      by.POST('/v1/sessions/{id}/messages', {
        ...at(id),
        body: { text: `word${n} ${'€'.repeat(3980)}`, clientId: `n${n}` },
      });
    await ok(say(chat, 0));
    let left: number | undefined;
    let full = false;
    for (let n = 1; !full && n < 1_000; n += 10) {
      const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => say(lou, n + i)));
      // Whoever is silent for a while is taken for gone.
      if (n % 100 === 1) await ok(chat.PUT('/v1/monitor/heartbeat'));
      for (const { response, data, error } of answers) {
        if (response.status === 409) full = (error as { code?: string }).code === 'session-full';
        else left = data?.left?.bytes ?? left;
      }
    }
    expect(full).toBe(true);
    expect(left).toBeLessThan(130_000);
    expect((await ok(lou.GET('/v1/sessions/{id}', at(id)))).left?.lines).toBeGreaterThan(1_000);
    await ok(chat.POST('/v1/sessions/{id}/end', { ...at(id), body: { resolution: 'answered' } }));

    const listed = { params: { query: { list: 'all' as const, q: 'everything' } } };
    const question = await eventually(async () => {
      const { items } = await ok(questions.GET('/v1/questions', listed));
      expect(items).toHaveLength(1);
      // The document names two answers of this path by one name; staff have the one with the transcript.
      return (await ok(questions.GET('/v1/questions/{id}', at(items[0]!.id)))) as unknown as {
        transcript: { text: string }[];
      };
    });
    expect(question.transcript.filter(({ text }) => /^word\d+ €{3980}$/.test(text)).length).toBeGreaterThan(
      500,
    );
    const mail = await new Mailbox(system.stack.urls.mailbox).mailTo(patron.email, 'word1 €');
    const [whole] = mail.attachments ?? [];
    expect(whole).toMatchObject({ contentType: 'text/plain', filename: 'chat.txt' });
    expect(whole!.size).toBeGreaterThan(6_300_000);
    // The same patron had two more such chats.
    await withClient(chatDatabase(system.stack), async (client) => {
      for (let n = 0; n < 2; n += 1) await client.query(copyOfChat, [id, randomUUID()]);
    });
    const exported = await fetch(`${system.stack.url}/api/questions/v1/exports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ email: patron.email }),
    });
    expect(exported.status).toBe(200);
    type Lines = { lines: { text: string }[] };
    const { chats, questions: kept } = (await exported.json()) as {
      chats: Lines[];
      questions: { transcript: unknown[] }[];
    };
    const said = question.transcript.map(({ text }) => text);
    expect(kept.map(({ transcript }) => transcript.length)).toEqual([said.length]);
    expect(chats).toHaveLength(3);
    for (const { lines } of chats) expect(lines.map(({ text }) => text)).toEqual(said);
    const erasure = await ok(admin.questions.POST('/v1/erasures', { body: { email: patron.email } }));
    await eventually(async () => {
      expect(await ok(admin.questions.GET('/v1/erasures/{id}', at(erasure.id)))).toMatchObject({
        status: 'done',
      });
      const { items } = await ok(questions.GET('/v1/questions', listed));
      expect(items).toEqual([]);
    });
    await withClient(chatDatabase(system.stack), async (client) => {
      const words = `SELECT FROM lines WHERE text LIKE 'word%€' OR session_id = $1 AND text <> ''`;
      expect((await client.query(words, [id])).rowCount).toBe(0);
    });
  });

  it('is one trace from the request that answers it, over outbox and NATS, to the mail, without a word of anyone', async () => {
    const trace = await eventually(async () => {
      const answer = collector.spans.find((span) => /^POST .*\/answers$/.test(span.name));
      const spans = collector.spans.filter(({ traceId }) => traceId === answer?.traceId);
      expect(spans.map(({ name }) => name)).toContain('send mail');
      return spans;
    });
    const way: [service: string, span: RegExp][] = [
      ['questions', /^POST .*\/answers$/],
      ['questions', /^publish question\.answered\.v1$/],
      ['notifications', /^handle question\.answered\.v1$/],
      ['notifications', /^job send-mail$/],
      ['notifications', /^send mail$/],
    ];
    let at = trace.find(({ name }) => name === 'send mail')!;
    for (const [service, name] of way.toReversed()) {
      expect([at.service, at.name]).toEqual([service, expect.stringMatching(name)]);
      at = trace.find(({ spanId }) => spanId === at.parentSpanId)!;
    }
    expect(trace.some(({ name }) => name.startsWith('answer carrel.ask.'))).toBe(true);
    expect(JSON.stringify(collector.received)).not.toMatch(
      /Robin|patron\.example|cedar\.example|landlord|ordinary wear|Your housing law|127\.0\.0\.1/,
    );
  });

  it('[promise 32] nobody comes to its NATS without a password of one service', async () => {
    const { host: servers } = new URL(system.stack.urls.nats);
    for (const who of [
      {},
      { user: 'carrel', pass: 'carrel' },
      { user: 'chat', pass: 'chat' },
      { token: 'x' },
    ])
      await expect(connect({ servers, reconnect: false, ...who })).rejects.toThrow(/authorization/i);
  });

  it('[promise 23] mails of any letters, cut anywhere, become questions, are answered, exported and forgotten', async () => {
    const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
    process.stdout.write(`mails of any text: SEED=${seed}\n`);
    await mailsOfAnyText(system.stack, Number(process.env.TEXTS ?? 12), seed);
  });

  it('is counted by every metric that a rule or a dashboard asks for', async () => {
    const metrics = () =>
      Promise.all(
        ['admin', 'chat', 'questions', 'referrals', 'notifications'].map(async (service) =>
          (await fetch(`${system.stack.urls[service as 'chat']}/metrics`)).text(),
        ),
      );
    const pages = await metrics();
    const there = new Set(
      pages.flatMap((page) => [...page.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name)),
    );
    const asked = queries()
      .flatMap(metricsIn)
      .map((name) => name.replace(/_(bucket|count|sum)$/, ''));
    // Prometheus counts this one itself.
    expect([...new Set(asked)].filter((name) => name !== 'up' && !there.has(name))).toEqual([]);
    expect(alerts().length).toBeGreaterThan(10);
    const mails = /^carrel_mails\{status="queued"\} \d+$/m;
    const lag = /^carrel_consumer_lag\{service="\w+"\} \d+$/m;
    // A service leaves out what it cannot ask for at that moment.
    await eventually(async () => {
      const now = await metrics();
      expect(now.filter((page) => mails.test(page))).toHaveLength(1);
      expect(now.filter((page) => lag.test(page)).length).toBeGreaterThan(3);
    });
  });

  it('shows five OpenAPI documents on one page', async () => {
    const page = await fetch(`${system.stack.url}/docs/`);
    expect(page.status).toBe(200);
    for (const service of ['admin', 'chat', 'questions', 'referrals', 'notifications']) {
      const document = (await (await fetch(`${system.stack.url}/api/${service}/openapi.json`)).json()) as {
        openapi: string;
      };
      expect(document.openapi).toMatch(/^3\./);
    }
  });

  it('[promise 25] [F29] of a patron who left words in every way there is, nothing is left anywhere once forgotten', async () => {
    const mark = `zq${Date.now().toString(36)}`;
    const patron = new APatronEverywhere(system.stack, mark);
    await patron.arrive();
    await patron.asksByForm();
    await patron.chats();
    const nameless = await patron.givesUp();
    await patron.writes();
    const ip = '203.0.113.77';
    await patron.asksFrom(ip);
    expect(await tracesOf(system.stack, [ip])).toEqual([]);
    const before = await tracesOf(system.stack, [mark]);
    // Wherever something is meant to be left: a way that leaves nothing would prove nothing.
    for (const place of left) expect(before).toContain(place);

    expect(await patron.isForgotten()).toBeGreaterThanOrEqual(4);
    // Nobody knows whose the chat without an address was: only its library's clock takes it.
    await withClient(chatDatabase(system.stack), async (client) => {
      await client.query(`UPDATE sessions SET ended_at = now() - interval '366 days' WHERE id = $1`, [
        nameless,
      ]);
      await client.query(`SELECT graphile_worker.add_job('forget-old-chats')`);
    });
    await eventually(async () => expect(await tracesOf(system.stack, [mark])).toEqual([]));
    expect(JSON.stringify(collector.received).toLowerCase()).not.toContain(mark);
  });
});
