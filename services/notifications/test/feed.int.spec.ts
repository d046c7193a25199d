import type { AnyEvent } from '@carrel/contracts';
import { newId } from '@carrel/messaging';
import {
  aNats,
  emit,
  eventually,
  redeliver,
  serviceAccount,
  staff,
  startService,
  type StaffActor,
  type TestNats,
  type TestService,
} from '@carrel/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstream, jetstreamManager, type JsMsg } from '@nats-io/jetstream';
import { connect, tokenAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import { NotificationsModule } from '../src/notifications.module.js';
import { inboxOf } from '../src/feed/inboxes.js';
import { dataSourceOptions } from '../src/persistence/data-source.js';
import { aQuestion, someLibraries } from './libraries.js';

let nats: TestNats;
let service: TestService;
let ids: Awaited<ReturnType<typeof someLibraries>>;
const open: NatsConnection[] = [];

beforeAll(async () => {
  nats = await aNats({ integrators: true });
  service = await startService({
    name: 'notifications',
    module: NotificationsModule,
    dataSource: dataSourceOptions,
    nats,
    env: { NATS_CALLOUT_SEED: nats.calloutSeed, WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8' },
  });
  ids = await someLibraries(nats, service);
});
afterAll(async () => {
  for (const connection of open) await connection.close();
  await service?.stop();
  await nats?.stop();
});

const ofGroup = (id: string, scopes: Parameters<typeof serviceAccount>[0]['scopes'] = ['events:read']) =>
  serviceAccount({ owner: { kind: 'group', id }, scopes });
type Integrator = ReturnType<typeof ofGroup>;

async function connected(who: Integrator): Promise<NatsConnection> {
  const connection = await connect({
    servers: nats.url,
    authenticator: tokenAuthenticator(await who.token()),
    inboxPrefix: inboxOf(who.id).prefix,
    reconnect: false,
  });
  open.push(connection);
  return connection;
}

/** Everything that waits at the integrator's place in the feed. */
async function taken(who: Integrator, connection: NatsConnection, most = 100): Promise<JsMsg[]> {
  const consumer = await jetstream(connection, { apiPrefix: 'FEED.API' }).consumers.get('FEED', who.id);
  const found: JsMsg[] = [];
  for await (const message of await consumer.fetch({ max_messages: most, expires: 1000 })) {
    found.push(message);
    await message.ackAck();
  }
  return found;
}
const eventsIn = (messages: JsMsg[]) => messages.map((message) => message.json<AnyEvent>());
const stored = async (subject: string) => {
  const connection = await connect({ servers: nats.url });
  open.push(connection);
  const { state } = await (
    await jetstreamManager(connection)
  ).streams.info('FEED', { subjects_filter: subject });
  return Object.values(state.subjects ?? {}).reduce((sum, count) => sum + count, 0);
};
const asked = async (
  question: ReturnType<typeof aQuestion>,
  name: 'question.note-added.v1' = 'question.note-added.v1',
) => {
  const event = await emit(nats, name, question, { subject: question.questionId });
  await eventually(async () => expect(await stored(`feed.${ids.evergreen}.>`)).toBeGreaterThan(0));
  return event;
};

describe("A group's feed", () => {
  it('has the events that concern its libraries, once each and in order, on feed.<groupId>.<name>', async () => {
    const who = ofGroup(ids.evergreen);
    const { status, body } = await service.as(who).put('/v1/feed', {});
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({
        stream: 'FEED',
        consumer: who.id,
        subjects: [`feed.${ids.evergreen}.>`],
        apiPrefix: 'FEED.API',
        inboxPrefix: inboxOf(who.id).prefix,
      }),
    ]);
    const question = aQuestion(ids.cedar);
    const first = await asked(question);
    const second = await asked(question);
    await redeliver(nats, first);
    const far = await asked(aQuestion(ids.dogwood));
    await eventually(async () => expect(await stored(`feed.${ids.prairie}.question.>`)).toBe(1));

    const messages = await taken(who, await connected(who));
    expect(messages.map(({ subject }) => subject)).toEqual([
      `feed.${ids.evergreen}.question.note-added.v1`,
      `feed.${ids.evergreen}.question.note-added.v1`,
    ]);
    expect(eventsIn(messages)).toEqual([first, second]);
    expect(eventsIn(messages)).not.toContainEqual(far);
  });

  it('[B2] has nothing that a service only says again, nor has a webhook', async () => {
    const owner = { kind: 'group' as const, id: ids.evergreen };
    const endpoint = { url: 'http://127.0.0.1:9/nobody', events: ['institution.updated.v1'] };
    const { status, body } = await service
      .as(serviceAccount({ owner, scopes: ['webhooks:manage'] }))
      .post('/v1/webhooks', endpoint);
    expect(status).toBe(201);
    const library = {
      institutionId: ids.cedar,
      name: 'Cedar',
      subscriptionGroupId: ids.evergreen,
      timeZone: 'UTC',
      profileStatus: 'active' as const,
      acceptsReferrals: true,
      redirectToInstitutionId: null,
      portal: false,
    };
    const storedBefore = await stored(`feed.${ids.evergreen}.institution.updated.v1`);
    const again = await emit(nats, 'institution.updated.v1', library, { subject: ids.cedar, restated: true });
    const change = await emit(nats, 'institution.updated.v1', library, { subject: ids.cedar });
    await eventually(async () =>
      expect(await stored(`feed.${ids.evergreen}.institution.updated.v1`)).toBe(storedBefore + 1),
    );
    // The feed has it before the transaction ends.
    await eventually(async () => {
      const sql = 'SELECT event_id FROM webhook_deliveries WHERE endpoint_id = $1';
      expect(await service.db.query(sql, [body.id])).toEqual([{ event_id: change.id }]);
    });
    await eventually(async () => {
      const sql = 'SELECT name, sequence FROM directory_institutions WHERE id = $1';
      expect(await service.db.query(sql, [ids.cedar])).toEqual([
        { name: 'Cedar', sequence: change.sequence },
      ]);
    });
    expect(Number(change.sequence)).toBe(Number(again.sequence) + 1);
  });

  it('has what libraries of two groups share, and so has the cooperative of both; an erasure reaches all who knew', async () => {
    const before = await stored(`feed.${ids.coop}.question.>`);
    const question = aQuestion(ids.cedar, ids.dogwood);
    await asked(question);
    const erased = { questionId: question.questionId, patronInstitutionId: ids.cedar };
    await emit(nats, 'question.erased.v1', erased, { subject: question.questionId });
    await eventually(async () => expect(await stored(`feed.${ids.coop}.question.>`)).toBe(before + 2));
    expect(await stored(`feed.${ids.prairie}.question.erased.v1`)).toBe(1);
  });

  it('is read again from a date, under the same ids', async () => {
    const who = ofGroup(ids.evergreen);
    const connection = await connected(who);
    await service.as(who).put('/v1/feed', {});
    const question = aQuestion(ids.aspen);
    const event = await asked(question);
    await eventually(async () => expect((await service.as(who).get('/v1/feed')).body.pending).toBe(1));
    expect(eventsIn(await taken(who, connection))).toEqual([event]);
    expect(await taken(who, connection)).toEqual([]);
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const { body } = await service.as(who).put('/v1/feed', { from, events: ['question.note-added.v1'] });
    expect(body.from).toBe(from);
    const again = eventsIn(await taken(who, connection));
    expect(again.map(({ id }) => id)).toContain(event.id);
    expect(new Set(again.map(({ type }) => type))).toEqual(new Set(['question.note-added.v1']));
  });
});

describe('[promise 24] NATS lets an integrator', () => {
  const denied = async (connection: NatsConnection, subject: string): Promise<string> => {
    const refusal = new Promise<string>((resolve) => {
      connection.subscribe(subject, {
        callback: (error) => {
          if (error) resolve(error.message);
        },
      });
    });
    await connection.flush();
    return refusal;
  };

  it("listen to no subject but their own inboxes: neither to a feed, nor to the services' events, nor to others' answers", async () => {
    const connection = await connected(ofGroup(ids.evergreen));
    for (const subject of [
      `feed.${ids.evergreen}.>`,
      `feed.${ids.prairie}.>`,
      'feed.>',
      'feed.*.question.created.v1',
      'carrel.>',
      '_INBOX.>',
      `${inboxOf(ofGroup(ids.prairie).id).prefix}.>`,
      '>',
    ]) {
      expect(await denied(connection, subject)).toMatch(/Permissions Violation/);
    }
  });

  it('have nothing delivered to another group: not to its subjects, nor to an inbox named by its public id', async () => {
    const [own, other] = [ofGroup(ids.evergreen), ofGroup(ids.prairie)];
    await service.as(own).put('/v1/feed', { from: new Date(Date.now() - 3_600_000).toISOString() });
    await service.as(other).put('/v1/feed', {});
    await asked(aQuestion(ids.cedar));
    const victim = await connected(other);
    const received: string[] = [];
    const inbox = `${inboxOf(other.id).prefix}.mine`;
    victim.subscribe(inbox, { callback: (_, message) => void received.push(message.string()) });
    await victim.flush();
    const attacker = await connected(own);
    const next = `FEED.API.CONSUMER.MSG.NEXT.FEED.${own.id}`;
    for (const reply of [`_INBOX_${other.id}.mine`, `feed.${ids.prairie}.question.created.v1`]) {
      attacker.publish(next, '{"batch":1,"no_wait":true}', { reply });
    }
    attacker.publish(inbox, 'forged');
    await attacker.flush();
    // What was written before it has arrived before it.
    await eventually(async () => {
      const consumer = await jetstream(victim, { apiPrefix: 'FEED.API' }).consumers.get('FEED', other.id);
      expect((await consumer.info()).name).toBe(other.id);
    });
    expect(received).toEqual([]);
    expect(inboxOf(own.id).prefix).not.toContain(own.id);
  });

  it("take from no other's place, make none, and write nothing", async () => {
    const [own, other] = [ofGroup(ids.evergreen), ofGroup(ids.prairie)];
    await service.as(own).put('/v1/feed', {});
    await service.as(other).put('/v1/feed', {});
    const connection = await connected(own);
    const js = jetstream(connection, { apiPrefix: 'FEED.API' });
    await expect(js.consumers.get('FEED', other.id)).rejects.toThrow(/Permissions Violation/);
    const manager = await jetstreamManager(connection, { apiPrefix: 'FEED.API', checkAPI: false });
    await expect(
      manager.consumers.add('FEED', { durable_name: own.id, filter_subject: 'feed.>' }),
    ).rejects.toThrow();
    await expect(manager.streams.info('FEED')).rejects.toThrow();
    const direct = await jetstreamManager(connection, { checkAPI: false });
    await expect(direct.streams.info('EVENTS')).rejects.toThrow();
    const forged = aQuestion(ids.cedar);
    await expect(
      connection.request('carrel.questions.question.note-added.v1', JSON.stringify(forged), { timeout: 500 }),
    ).rejects.toThrow();
    await expect(connection.request(`feed.${ids.evergreen}.x`, '{}', { timeout: 500 })).rejects.toThrow();
  });

  it("and cannot have events sent to the services' subjects as an answer", async () => {
    const own = ofGroup(ids.evergreen);
    await service.as(own).put('/v1/feed', { from: new Date(Date.now() - 3_600_000).toISOString() });
    const insider = await connect({ servers: nats.url });
    open.push(insider);
    const reached: string[] = [];
    insider.subscribe('carrel.questions.>', { callback: (_, message) => void reached.push(message.subject) });
    await insider.flush();
    const connection = await connected(own);
    connection.publish(`FEED.API.CONSUMER.MSG.NEXT.FEED.${own.id}`, '{"batch":1,"no_wait":true}', {
      reply: 'carrel.questions.forged',
    });
    await connection.flush();
    await asked(aQuestion(ids.cedar));
    await eventually(() => expect(reached).toContain('carrel.questions.question.note-added.v1'));
    expect(reached).not.toContain('carrel.questions.forged');
  });

  it.each<[string, () => Promise<string>]>([
    ['a token without the scope', () => ofGroup(newId(), ['statistics:read']).token()],
    [
      "a person's token",
      async () =>
        (await staff({ institutionId: newId(), roles: [], operator: true }).headers()).authorization!.slice(
          7,
        ),
    ],
    [
      'a token that has expired',
      () =>
        serviceAccount({
          owner: { kind: 'group', id: newId() },
          scopes: ['events:read'],
          expiresIn: -60,
        }).token(),
    ],
    ['no token at all', async () => 'x'],
  ])('not in at all with %s', async (_, token) => {
    await expect(
      connect({ servers: nats.url, authenticator: tokenAuthenticator(await token()), reconnect: false }),
    ).rejects.toThrow(/Authorization Violation/);
  });

  it('out again when the token expires', async () => {
    const who = serviceAccount({
      owner: { kind: 'group', id: ids.evergreen },
      scopes: ['events:read'],
      // Connecting takes its time on a busy machine.
      expiresIn: 5,
    });
    const connection = await connected(who);
    await connection.closed();
    expect(connection.isClosed()).toBe(true);
  });
});

describe('The place in the feed', () => {
  it('is for service accounts of groups with the scope', async () => {
    const librarian = staff({ institutionId: ids.cedar, roles: ['institution-admin'] });
    expect((await service.as(librarian).put('/v1/feed', {})).status).toBe(403);
    const other = ofGroup(ids.evergreen, ['webhooks:manage']);
    expect((await service.as(other).get('/v1/feed')).body.code).toBe('insufficient-scope');
    expect((await service.as(ofGroup(ids.evergreen)).get('/v1/feed')).status).toBe(404);
  });

  it.each([
    { from: 'yesterday' },
    { from: '2026-13-45T00:00:00Z' },
    { events: ['question.eaten.v1'] },
    { stream: 'EVENTS' },
  ])('refuses %j with 422', async (body) => {
    expect((await service.as(ofGroup(ids.evergreen)).put('/v1/feed', body)).status).toBe(422);
  });
});

describe("A group's readers", () => {
  const admin = (groupId: string) =>
    staff({ institutionId: ids.cedar, roles: [], groupRoles: [{ groupId, role: 'group-admin' as const }] });
  const readersOf = async (groupId: string, who: StaffActor) =>
    service.as(who).get(`/v1/groups/${groupId}/feed-readers`);
  const standing = async (who: Integrator) =>
    (await readersOf(ids.evergreen, admin(ids.evergreen))).body.items.find(
      (one: { serviceAccountId: string }) => one.serviceAccountId === who.id,
    );
  /** Until the feed has a question's event for Evergreen, and one for Prairie after it. */
  const happens = async () => {
    const before = [await stored(`feed.${ids.evergreen}.>`), await stored(`feed.${ids.prairie}.>`)];
    const event = await asked(aQuestion(ids.cedar));
    await eventually(async () => expect(await stored(`feed.${ids.evergreen}.>`)).toBeGreaterThan(before[0]!));
    await asked(aQuestion(ids.dogwood));
    await eventually(async () => expect(await stored(`feed.${ids.prairie}.>`)).toBeGreaterThan(before[1]!));
    return event;
  };

  it('are seen with the last event each has taken, what waits, and when it last called', async () => {
    const who = ofGroup(ids.evergreen);
    expect(await standing(who)).toBeUndefined();
    await service.as(who).put('/v1/feed', {});
    const opened = await standing(who);
    expect(opened).toMatchObject({ pending: 0, unacknowledged: 0, lastEvent: null });
    const first = await happens();
    const second = await happens();
    expect(await standing(who)).toMatchObject({ pending: 2, lastEvent: null });

    const connection = await connected(who);
    await eventually(async () => expect((await standing(who)).calledAt > opened.calledAt).toBe(true));
    expect(eventsIn(await taken(who, connection, 1))).toEqual([first]);
    const { id, type, time } = first;
    expect(await standing(who)).toMatchObject({ pending: 1, lastEvent: { id, type, time } });
    expect(eventsIn(await taken(who, connection))).toEqual([second]);
    // The last messages of the stream are another group's.
    expect(await standing(who)).toMatchObject({
      pending: 0,
      unacknowledged: 0,
      lastEvent: { id: second.id },
    });
  });

  it('are seen by who chose some events, as far as those go', async () => {
    const who = ofGroup(ids.evergreen);
    await service.as(who).put('/v1/feed', { events: ['question.note-added.v1', 'question.answered.v1'] });
    const event = await happens();
    const erased = { questionId: newId(), patronInstitutionId: ids.cedar };
    const before = await stored(`feed.${ids.evergreen}.question.erased.v1`);
    await emit(nats, 'question.erased.v1', erased, { subject: erased.questionId });
    await eventually(async () =>
      expect(await stored(`feed.${ids.evergreen}.question.erased.v1`)).toBe(before + 1),
    );
    const connection = await connected(who);
    await eventually(async () => expect((await standing(who)).pending).toBe(1));
    await taken(who, connection);
    expect((await standing(who)).lastEvent.id).toBe(event.id);
  });

  it('are not listed once they have given their place up', async () => {
    const who = ofGroup(ids.evergreen);
    await service.as(who).put('/v1/feed', {});
    expect(await standing(who)).toBeDefined();
    await service.as(who).delete('/v1/feed');
    expect(await standing(who)).toBeUndefined();
  });

  it("are for the group's administrator and the operator alone", async () => {
    await service.as(ofGroup(ids.evergreen)).put('/v1/feed', {});
    const operator = staff({ institutionId: newId(), roles: [], operator: true });
    const seen = await readersOf(ids.evergreen, operator);
    expect([seen.status, seen.body.items.length > 0]).toEqual([200, true]);
    const coordinator = staff({
      institutionId: ids.cedar,
      roles: [],
      groupRoles: [{ groupId: ids.evergreen, role: 'coordinator' }],
    });
    const library = staff({ institutionId: ids.cedar, roles: ['institution-admin'] });
    for (const who of [admin(ids.prairie), coordinator, library])
      expect((await readersOf(ids.evergreen, who)).status).toBe(403);
    expect(
      (await service.as(ofGroup(ids.evergreen)).get(`/v1/groups/${ids.evergreen}/feed-readers`)).status,
    ).toBe(403);
    // Of a group there are its own readers only.
    const far = (await readersOf(ids.prairie, admin(ids.prairie))).body.items as {
      serviceAccountId: string;
    }[];
    const near = new Set(
      seen.body.items.map(({ serviceAccountId }: { serviceAccountId: string }) => serviceAccountId),
    );
    expect(far.filter(({ serviceAccountId }) => near.has(serviceAccountId))).toEqual([]);
  });
});
