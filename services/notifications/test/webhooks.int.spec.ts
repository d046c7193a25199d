import {
  aNats,
  anonymous,
  emit,
  eventually as within,
  redeliver,
  serviceAccount,
  staff,
  startService,
  TestClock,
  type TestClient,
  type TestNats,
  type TestService,
} from '@carrel/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { NotificationsModule } from '../src/notifications.module.js';
import { dataSourceOptions } from '../src/persistence/data-source.js';
import { WebhookDeliverer } from '../src/webhook/webhook-deliverer.js';
import { aReceiver, type Received } from './a-receiver.js';
import { aQuestion, someLibraries } from './libraries.js';

const minute = 60_000;
const hour = 60 * minute;
let nats: TestNats;
let service: TestService;
let receiver: Awaited<ReturnType<typeof aReceiver>>;
let ids: Awaited<ReturnType<typeof someLibraries>>;
let admin: TestClient;
let clock: TestClock;

beforeAll(async () => {
  clock = new TestClock(new Date());
  nats = await aNats();
  receiver = await aReceiver();
  service = await startService({
    name: 'notifications',
    module: NotificationsModule,
    dataSource: dataSourceOptions,
    nats,
    clock,
    env: { WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8', WEBHOOK_TIMEOUT_SECONDS: '1' },
  });
  ids = await someLibraries(nats, service);
  admin = service.as(staff({ institutionId: ids.cedar, roles: ['institution-admin'] }));
});
afterEach(async () => {
  receiver.answers(() => 204);
  const { items } = (await admin.get('/v1/webhooks')).body;
  for (const { id } of items) await admin.delete(`/v1/webhooks/${id}`);
});
afterAll(async () => {
  await service?.stop();
  await receiver?.stop();
  await nats?.stop();
});

/** Machines that run tests are busy. */
const eventually = <T>(check: () => T | Promise<T>, ms = 20_000): Promise<T> => within(check, ms);

let paths = 0;
/** An endpoint of Cedar's with a path of its own. */
async function anEndpoint(more: object = {}) {
  const path = `/hook-${(paths += 1)}`;
  const answer = await admin.post('/v1/webhooks', { url: `${receiver.url}${path}`, ...more });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return {
    path,
    id: answer.body.id as string,
    secret: answer.body.secret as string,
    got: () => receiver.at(path),
  };
}
type Endpoint = Awaited<ReturnType<typeof anEndpoint>>;
const happens = async (institutionId = ids.cedar, question = aQuestion(institutionId)) =>
  emit(nats, 'question.note-added.v1', question, { subject: question.questionId });
const deliveries = async ({ id }: Endpoint, status = '') =>
  (await admin.get(`/v1/webhooks/${id}/deliveries?limit=200${status && `&status=${status}`}`)).body.items;
const queued = async (endpoint: Endpoint) =>
  (await admin.get(`/v1/webhooks/${endpoint.id}`)).body.queued as number;
/** What the clock of the job library would do once so much time has passed. */
const passes = async (ms: number, ...endpoints: Endpoint[]) => {
  clock.advance(ms);
  for (const { id } of endpoints) await service.app.get(WebhookDeliverer).run({ endpointId: id });
};
const verified = ({ body, headers }: Received, secret: string) =>
  new Webhook(secret).verify(body, headers as Record<string, string>);
const idsOf = (received: readonly Received[]) => received.map(({ headers }) => headers['webhook-id']);

describe('[B40] An endpoint', () => {
  const people = () => {
    const group = ids.evergreen;
    const boss = staff({ institutionId: ids.cedar, roles: ['institution-admin'] });
    const leader = staff({
      institutionId: ids.cedar,
      roles: ['institution-admin'],
      groupRoles: [{ groupId: group, role: 'group-admin' }],
    });
    return { group, boss, leader };
  };
  const publishAccount = (who: ReturnType<typeof staff>, more: object) =>
    emit(
      nats,
      'account.updated.v1',
      {
        ...{ accountId: who.accountId, institutionId: who.institutionId, trained: true, operator: false },
        ...{ roles: ['institution-admin'], groupRoles: [], active: true, ...more },
      },
      { subject: who.accountId },
    );
  const make = async (as: TestClient, more: object = {}) => {
    const url = `${receiver.url}/${Math.random()}`;
    const { body } = await as.post('/v1/webhooks', {
      url,
      description: 'x',
      events: null,
      enabled: true,
      ...more,
    });
    return body.id as string;
  };
  const stateOf = async (as: TestClient, id: string) => {
    const { body } = await as.get(`/v1/webhooks/${id}`);
    return [body.enabled, body.disabledBecause];
  };

  it('ends when whoever said where it leads loses the role, and goes on when a colleague has said so since', async () => {
    const { group, boss, leader } = people();
    const [asBoss, asLeader] = [service.as(boss), service.as(leader)];
    const [theirs, shared] = [await make(asLeader), await make(asLeader)];
    const ofGroup = await make(asLeader, { groupId: group });
    const moved = { url: `${receiver.url}/moved`, description: 'x', events: null, enabled: true };
    await asBoss.put(`/v1/webhooks/${shared}`, moved);
    await publishAccount(leader, {});
    const another = service.as(
      staff({ institutionId: ids.aspen, roles: [], groupRoles: [{ groupId: group, role: 'group-admin' }] }),
    );
    await eventually(async () =>
      expect(await stateOf(another, ofGroup)).toEqual([false, 'no-administrator']),
    );
    expect(await stateOf(asBoss, theirs)).toEqual([true, null]);
    await publishAccount(leader, { roles: ['librarian'] });
    await eventually(async () => expect(await stateOf(asBoss, theirs)).toEqual([false, 'no-administrator']));
    expect(await stateOf(asBoss, shared)).toEqual([true, null]);
    await asBoss.put(`/v1/webhooks/${theirs}`, { ...moved, url: `${receiver.url}/again` });
    expect(await stateOf(asBoss, theirs)).toEqual([true, null]);
    await another.delete(`/v1/webhooks/${ofGroup}`);
  });
});

describe('[F25] A receiver that is down for ten minutes', () => {
  it('gets every event once it is back, once and in order, under the ids of the first tries with fresh signatures', async () => {
    const endpoint = await anEndpoint();
    const other = await anEndpoint({ description: 'never down' });
    receiver.answers(({ path }) => (path === endpoint.path ? 503 : 204));
    const question = aQuestion(ids.cedar);
    const events = [];
    for (let n = 0; n < 5; n += 1) events.push(await happens(ids.cedar, question));
    await eventually(() => expect(other.got()).toHaveLength(5));
    await eventually(() => expect(endpoint.got().length).toBeGreaterThan(0));
    await receiver.down();
    for (let n = 0; n < 20; n += 1) await passes(minute / 2, endpoint);
    await receiver.up();
    const failed = endpoint.got().length;
    expect(new Set(idsOf(endpoint.got()))).toEqual(new Set([events[0]!.id]));
    receiver.answers(() => 204);
    await passes(10 * minute, endpoint);

    const after = endpoint.got().slice(failed);
    expect(idsOf(after)).toEqual(events.map(({ id }) => id));
    expect(after.map(({ event }) => event)).toEqual(events);
    const [first, again] = [endpoint.got()[0]!, after[0]!];
    expect(again.headers['webhook-signature']).not.toBe(first.headers['webhook-signature']);
    expect(Number(again.headers['webhook-timestamp'])).toBe(Math.floor(clock.now().getTime() / 1000));
    expect((await deliveries(endpoint)).map((one: { status: string }) => one.status)).toEqual(
      Array(5).fill('delivered'),
    );
    expect(idsOf(other.got())).toEqual(events.map(({ id }) => id));
  });

  it('for longer than a day, finds what is older among the dead letters, and gets it when it asks', async () => {
    const endpoint = await anEndpoint();
    receiver.answers(() => 500);
    const event = await happens();
    await eventually(async () =>
      expect((await admin.get(`/v1/webhooks/${endpoint.id}`)).body.failingSince).not.toBeNull(),
    );
    for (let n = 0; n < 49; n += 1) await passes(hour / 2, endpoint);
    const later = await happens();
    await eventually(async () => expect(await queued(endpoint)).toBe(1));
    const [dead, ...more] = await deliveries(endpoint, 'dead');
    expect(more).toEqual([]);
    expect(dead).toMatchObject({ eventId: event.id, event: event.type, lastStatus: 500, status: 'dead' });
    expect(dead.attempts).toBeGreaterThan(20);

    receiver.answers(() => 204);
    const before = endpoint.got().length;
    expect((await admin.post(`/v1/webhooks/${endpoint.id}/deliveries/${dead.id}/replay`)).body).toEqual({
      queued: 1,
    });
    // It is tried at once. An hour that passed now, while it is on its way, would have it sent again (F25).
    await eventually(() => expect(idsOf(endpoint.got().slice(before))).toEqual([later.id, event.id]));
    await eventually(async () => expect(await queued(endpoint)).toBe(0));
    expect(await deliveries(endpoint, 'dead')).toEqual([]);
  });

  it('for five days, is switched off with a notice, and all that waited is kept among the dead letters', async () => {
    const endpoint = await anEndpoint();
    receiver.answers(() => 500);
    await happens();
    await eventually(async () =>
      expect((await admin.get(`/v1/webhooks/${endpoint.id}`)).body.failingSince).not.toBeNull(),
    );
    await passes(120 * hour, endpoint);
    const { body } = await admin.get(`/v1/webhooks/${endpoint.id}`);
    expect(body).toMatchObject({ enabled: false, disabledBecause: 'failing', queued: 0, dead: 1 });
    const [notice] = await service.db.query(
      `SELECT envelope FROM outbox WHERE name = 'webhook.disabled.v1' AND subject = $1`,
      [endpoint.id],
    );
    expect(notice.envelope.data).toEqual({
      endpointId: endpoint.id,
      owner: { kind: 'institution', id: ids.cedar },
      because: 'failing',
    });
    expect((await admin.post(`/v1/webhooks/${endpoint.id}/replay`, {})).body.code).toBe('webhook-disabled');
    const on = await admin.put(`/v1/webhooks/${endpoint.id}`, { url: `${receiver.url}${endpoint.path}` });
    expect(on.body).toMatchObject({ enabled: true, disabledBecause: null, failingSince: null });
    receiver.answers(() => 204);
    expect((await admin.post(`/v1/webhooks/${endpoint.id}/replay`, {})).body).toEqual({ queued: 1 });
    await eventually(() => expect(endpoint.got().length).toBeGreaterThan(1));
  });

  it('and answers 410 is switched off at once', async () => {
    const endpoint = await anEndpoint();
    receiver.answers(() => 410);
    await happens();
    await eventually(async () =>
      expect((await admin.get(`/v1/webhooks/${endpoint.id}`)).body.disabledBecause).toBe('gone'),
    );
  });
});

describe('[F25] A process that dies while it delivers', () => {
  it('leaves the event to another, which sends it again under the same id', async () => {
    const endpoint = await anEndpoint();
    const sent = new Promise<void>((resolve) => receiver.answers(() => (resolve(), 'hang')));
    const event = await happens();
    await sent;
    await eventually(async () => expect((await deliveries(endpoint))[0].lastError).toBe('timeout'));
    receiver.answers(() => 204);
    // What a killed process leaves behind: a try that began and never ended.
    await service.db.query(
      'UPDATE webhook_endpoints SET trying_since = $2, next_try_at = NULL WHERE id = $1',
      [endpoint.id, clock.now()],
    );
    await passes(2_000, endpoint);
    expect(endpoint.got()).toHaveLength(1);
    await passes(2_100, endpoint);
    await eventually(() => expect(idsOf(endpoint.got())).toEqual([event.id, event.id]));
  });
});

describe('A webhook', () => {
  // Receivers look at the time a message was signed.
  beforeEach(() => clock.set(new Date()));

  it('is signed to the Standard Webhooks specification and carries the event as it is', async () => {
    const endpoint = await anEndpoint();
    const event = await happens();
    // Two questions are handled side by side: the second comes once the first is there.
    await eventually(() => expect(idsOf(endpoint.got())).toEqual([event.id]));
    await redeliver(nats, event);
    const later = await happens();
    await eventually(() => expect(idsOf(endpoint.got())).toEqual([event.id, later.id]));
    const [first] = endpoint.got();
    expect(verified(first!, endpoint.secret)).toEqual(event);
    expect(first!.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': event.id });
    expect(() =>
      verified({ ...first!, body: first!.body.replace('4711', '4712') }, endpoint.secret),
    ).toThrow();
    expect(() => verified(first!, `whsec_${Buffer.alloc(32).toString('base64')}`)).toThrow();
  });

  it('is signed by two secrets for a day after a rotation, then by one', async () => {
    const endpoint = await anEndpoint();
    const { body } = await admin.post(`/v1/webhooks/${endpoint.id}/rotate`, {});
    await happens();
    await eventually(() => expect(endpoint.got()).toHaveLength(1));
    for (const secret of [endpoint.secret, body.secret])
      expect(() => verified(endpoint.got()[0]!, secret)).not.toThrow();
    clock.advance(24 * hour);
    await happens();
    await eventually(() => expect(endpoint.got()).toHaveLength(2));
    const [, second] = endpoint.got();
    expect(String(second!.headers['webhook-signature']).split(' ')).toHaveLength(1);
  });

  it("goes to those it concerns, with the events they asked for, and to the group's endpoints", async () => {
    const closed = await anEndpoint({ events: ['question.closed.v1'] });
    const all = await anEndpoint();
    const leader = service.as(
      staff({
        institutionId: ids.aspen,
        roles: [],
        groupRoles: [{ groupId: ids.evergreen, role: 'group-admin' }],
      }),
    );
    const ofGroup = await leader.post('/v1/webhooks', {
      url: `${receiver.url}/group`,
      groupId: ids.evergreen,
    });
    await happens(ids.dogwood);
    const theirs = await happens(ids.aspen);
    const ours = await happens(ids.cedar);
    await eventually(() => expect(idsOf(all.got())).toEqual([ours.id]));
    await eventually(() =>
      expect(new Set(idsOf(receiver.at('/group')))).toEqual(new Set([theirs.id, ours.id])),
    );
    expect(closed.got()).toEqual([]);
    expect((await leader.delete(`/v1/webhooks/${ofGroup.body.id}`)).status).toBe(204);
  });

  it('is tried out with an event of its own, which takes the way of all others', async () => {
    const [endpoint, other] = [await anEndpoint({ events: ['question.closed.v1'] }), await anEndpoint()];
    expect((await admin.post(`/v1/webhooks/${endpoint.id}/test`)).status).toBe(202);
    await eventually(() =>
      expect(endpoint.got().map(({ event }) => event.type)).toEqual(['webhook.tested.v1']),
    );
    expect(other.got()).toEqual([]);
  });

  it('is sent again from a date, under the same ids', async () => {
    const endpoint = await anEndpoint({ events: ['question.note-added.v1'] });
    const question = aQuestion(ids.cedar);
    const [first, second] = [await happens(ids.cedar, question), await happens(ids.cedar, question)];
    await happens(ids.aspen);
    await eventually(() => expect(endpoint.got()).toHaveLength(2));
    clock.set(new Date());
    const from = new Date(Date.now() - 2 * hour).toISOString();
    expect((await admin.post(`/v1/webhooks/${endpoint.id}/replay`, { from })).status).toBe(202);
    await eventually(() => {
      const again = idsOf(endpoint.got().slice(2)).filter((id) => id === first.id || id === second.id);
      expect(again).toEqual([first.id, second.id]);
    });
    const theirs = endpoint
      .got()
      .filter(
        ({ event }) =>
          JSON.stringify(event).includes(ids.aspen) && !JSON.stringify(event).includes(ids.cedar),
      );
    expect(theirs).toEqual([]);
  });

  it.each<[string, Parameters<typeof receiver.answers>[0], object]>([
    [
      'a redirect, which is not followed',
      () => ({ status: 302, headers: { location: `${receiver.url}/elsewhere` } }),
      { lastStatus: 302 },
    ],
    ['no answer', () => 'hang', { lastStatus: null, lastError: 'timeout' }],
    ['a cut connection', () => 'cut', { lastStatus: null, lastError: 'connection-failed' }],
  ])('says in the list how it fared: %s', async (_, answer, expected) => {
    const endpoint = await anEndpoint();
    receiver.answers(answer);
    await happens();
    await eventually(async () =>
      expect((await deliveries(endpoint))[0]).toMatchObject({ status: 'queued', attempts: 1, ...expected }),
    );
    expect(receiver.at('/elsewhere')).toEqual([]);
  });
});

describe('The endpoints of a library', () => {
  it('are switched off with what waited: switched on again, they go on with what happens from then', async () => {
    const endpoint = await anEndpoint();
    receiver.answers(() => 500);
    await happens();
    await eventually(async () => expect((await deliveries(endpoint))[0]).toMatchObject({ attempts: 1 }));
    const change = (enabled: boolean) =>
      admin.put(`/v1/webhooks/${endpoint.id}`, { url: `${receiver.url}${endpoint.path}`, enabled });
    expect((await change(false)).body).toMatchObject({ enabled: false, queued: 0, dead: 1 });
    receiver.answers(() => 204);
    const before = endpoint.got().length;
    await change(true);
    const later = await happens();
    await eventually(async () => expect((await deliveries(endpoint, 'delivered')).length).toBe(1));
    expect(idsOf(endpoint.got().slice(before))).toEqual([later.id]);
    expect((await admin.put(`/v1/webhooks/${endpoint.id}`, { url: 'https://0x1ffffffff/' })).status).toBe(
      422,
    );
  });

  it('are for its administrators and its service accounts', async () => {
    const endpoint = await anEndpoint();
    const path = `/v1/webhooks/${endpoint.id}`;
    const own = service.as(
      serviceAccount({ owner: { kind: 'institution', id: ids.cedar }, scopes: ['webhooks:manage'] }),
    );
    expect((await own.get(path)).body).toMatchObject({ id: endpoint.id, queued: 0, dead: 0 });
    expect(JSON.stringify((await own.get('/v1/webhooks')).body)).not.toContain(endpoint.secret);
    const others = [
      service.as(staff({ institutionId: ids.dogwood, roles: ['institution-admin'] })),
      service.as(
        serviceAccount({ owner: { kind: 'institution', id: ids.dogwood }, scopes: ['webhooks:manage'] }),
      ),
      service.as(
        serviceAccount({ owner: { kind: 'group', id: ids.evergreen }, scopes: ['webhooks:manage'] }),
      ),
    ];
    for (const other of others) {
      for (const [method, rest] of [
        ['GET', ''],
        ['DELETE', ''],
        ['POST', '/rotate'],
        ['POST', '/test'],
        ['GET', '/deliveries'],
        ['POST', '/replay'],
      ]) {
        expect([
          method,
          rest,
          (await other.send(method!, path + rest, method === 'POST' ? {} : undefined)).status,
        ]).toEqual([method, rest, 404]);
      }
      expect((await other.get(`/v1/webhooks?institutionId=${ids.cedar}`)).status).toBe(403);
    }
    expect(
      (await service.as(staff({ institutionId: ids.cedar, roles: ['librarian'] })).get(path)).status,
    ).toBe(403);
    expect((await service.as(anonymous).get(path)).status).toBe(401);
  });

  it.each([
    { url: 'ftp://library.example/' },
    { url: 'not an address' },
    { url: 'https://0x1ffffffff/' },
    { url: 'https://user:secret@library.example/' },
    { url: 'https://library.example/', events: ['question.eaten.v1'] },
    { url: 'https://library.example/', secret: 'whsec_mine' },
    {},
  ])('refuse %j with 422', async (body) => {
    expect((await admin.post('/v1/webhooks', body)).status).toBe(422);
  });

  it('keep their secrets sealed', async () => {
    const endpoint = await anEndpoint();
    const rows = await service.db.query('SELECT * FROM webhook_endpoints WHERE id = $1', [endpoint.id]);
    expect(JSON.stringify(rows)).not.toContain(endpoint.secret.slice(6));
  });
});

describe('[promise 21] Where the operator allows no private network', () => {
  it('nothing is sent to this machine, whether it is written as an address, as a name or in disguise', async () => {
    const elsewhere = await aNats();
    const strict = await startService({
      name: 'notifications',
      module: NotificationsModule,
      dataSource: dataSourceOptions,
      nats: elsewhere,
      env: { WEBHOOK_ALLOWED_NETWORKS: '10.99.0.0/16', WEBHOOK_TIMEOUT_SECONDS: '1' },
    });
    try {
      const before = receiver.received.length;
      const { cedar } = await someLibraries(elsewhere, strict);
      const own = strict.as(staff({ institutionId: cedar, roles: ['institution-admin'] }));
      for (const host of ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '169.254.169.254']) {
        const { status, body } = await own.post('/v1/webhooks', { url: `http://${host}:${receiver.port}/x` });
        expect([host, status, body.code === 'webhook-url-not-allowed' || body.code === 'invalid']).toEqual([
          host,
          422,
          true,
        ]);
      }
      // A name that resolves to this machine is known only when it is looked up.
      const { body } = await own.post('/v1/webhooks', { url: `http://localhost:${receiver.port}/x` });
      await own.post(`/v1/webhooks/${body.id}/test`);
      await eventually(async () => {
        const { items } = (await own.get(`/v1/webhooks/${body.id}/deliveries`)).body;
        expect(items[0]).toMatchObject({ lastStatus: null, lastError: 'forbidden-address' });
      });
      expect(receiver.received).toHaveLength(before);
    } finally {
      await strict.stop();
      await elsewhere.stop();
    }
  });
});
