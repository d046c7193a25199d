import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, listen, type Events } from '@carrel/testing';
import { Cooperative, type Asked, type Desk } from './a-cooperative.js';

describe('A transfer', () => {
  let cooperative: Cooperative;
  let events: Events;
  let ada: Desk;
  let bo: Desk;
  let dee: Desk;
  let asked: Asked;
  let path: string;

  beforeAll(async () => {
    cooperative = await Cooperative.open(2);
    events = await listen(cooperative.nats);
    ada = await cooperative.librarian('aspen', { name: 'Ada Aspen' });
    bo = await cooperative.librarian('birch', { name: 'Bo Birch' });
    dee = await cooperative.librarian('dogwood', { name: 'Dee Dogwood' });
  });
  afterAll(async () => {
    await events.stop();
    await cooperative.close();
  });
  beforeEach(async () => {
    await ada.monitor();
    await bo.monitor();
    await dee.monitor();
    asked = await cooperative.ask('aspen');
    path = `/v1/sessions/${asked.id}`;
    await ada.at().post(`${path}/accept`);
  });
  afterEach(async () => {
    for (const desk of [ada, bo, dee]) await desk.at().post(`${path}/leave`);
    for (const desk of [ada, bo, dee]) await desk.at().post(`${path}/end`, { resolution: 'answered' });
  });
  const offer = (to: object, reason = 'Your own library knows better') =>
    ada.at().post(`${path}/transfers`, { ...to, reason });
  const toBo = async () => (await offer({ toLibrarianId: bo.accountId })).body.id as string;
  const librariansNow = async () =>
    (await asked.at().get(path)).body.librarians
      .filter((l: { leftAt: unknown }) => !l.leftAt)
      .map((l: { id: string }) => l.id);

  it('[R33] [R28] [R32] lists queues and librarians, only those who are available and have room', async () => {
    const all = await ada.at().get(`${path}/transfer-targets`);
    expect(all.body.librarians.map((l: { name: string }) => l.name)).toEqual(['Bo Birch', 'Dee Dogwood']);
    expect(all.body.queues.map((q: { kind: string; ready: number }) => [q.kind, q.ready])).toEqual([
      ['group', 1],
      ['cooperative', 2],
    ]);
    await bo.monitor({ availability: 'away' });
    const rest = await ada.at().get(`${path}/transfer-targets`);
    expect(rest.body.librarians.map((l: { name: string }) => l.name)).toEqual(['Dee Dogwood']);
    expect(await offer({ toLibrarianId: bo.accountId })).toMatchObject({
      status: 409,
      body: { code: 'target-not-ready' },
    });
  });

  it('[R35] [R36] [R37] [R38] asks with the reason, changes nothing before the Yes, then makes a three-way', async () => {
    const patron = await asked.at().stream(`${path}/stream`);
    const desk = await bo.at(cooperative.replicas[1]).stream('/v1/monitor/stream');
    const { status, body } = await offer({ toLibrarianId: bo.accountId }, 'You are from Birch');
    expect({ status, body }).toMatchObject({ status: 201, body: { status: 'offered', sessionId: asked.id } });
    await desk.next('desk', ({ data }) => data.transfers[0]?.reason === 'You are from Birch');
    expect(await librariansNow()).toEqual([ada.accountId]);
    expect((await bo.at().get(`${path}/messages`)).status).toBe(404);

    // F30: what the sender writes meanwhile is delivered and takes nothing back.
    await ada.at().post(`${path}/messages`, { text: 'One moment please', clientId: 'a' });
    expect(await bo.at().post(`/v1/transfers/${body.id}/accept`)).toMatchObject({
      status: 200,
      body: { status: 'accepted' },
    });
    await patron.next('message', ({ data }) => data.text === 'Librarian Bo Birch has entered the session.');
    expect(await librariansNow()).toEqual([ada.accountId, bo.accountId]);
    const event = await events.next('session.transferred.v1', ({ subject }) => subject === asked.id);
    expect(event.data).toMatchObject({
      transferId: body.id,
      fromLibrarianId: ada.accountId,
      toLibrarianId: bo.accountId,
    });
    patron.close();
    desk.close();
  });

  it('[R42] the incoming librarian reads all, whatever queues he or she monitors (F8)', async () => {
    await bo.monitor({ kinds: ['library'] });
    const id = await toBo();
    await asked.at().post(`${path}/messages`, { text: 'It is about my deposit', clientId: 'p' });
    await bo.at().post(`/v1/transfers/${id}/accept`);
    const { body } = await bo.at().get(`${path}/messages`);
    expect(body.items.map((line: { text: string }) => line.text)).toEqual([
      'Librarian Ada Aspen has entered the session.',
      'It is about my deposit',
      'Librarian Bo Birch has entered the session.',
    ]);
  });

  it('[R39] [R40] [R41] in a three-way nobody ends; who leaves is out at once, and the code of the one who ends counts (A12, A13)', async () => {
    await bo.at().post(`/v1/transfers/${await toBo()}/accept`);
    for (const desk of [ada, bo]) {
      const ended = await desk.at().post(`${path}/end`, { resolution: 'answered' });
      expect(ended).toMatchObject({ status: 409, body: { code: 'three-way' } });
    }
    expect((await offer({ toLibrarianId: dee.accountId })).body.code).toBe('three-way');
    const leaving = await ada.at().stream(`${path}/stream`);
    const patron = await asked.at().stream(`${path}/stream`);
    expect((await ada.at().post(`${path}/leave`)).status).toBe(204);
    await patron.next('message', ({ data }) => data.text === 'Librarian Ada Aspen has left the session.');
    await leaving.closed;
    expect((await ada.at().post(`${path}/messages`, { text: 'x', clientId: 'late' })).status).toBe(404);
    expect((await ada.at().get('/v1/sessions?status=active&mine=true')).body.items).toEqual([]);
    expect(await bo.at().post(`${path}/leave`)).toMatchObject({
      status: 409,
      body: { code: 'only-one-here' },
    });

    await bo.at().post(`${path}/end`, { resolution: 'followup-by-me' });
    const { data } = await events.next('session.ended.v1', ({ subject }) => subject === asked.id);
    expect(data).toMatchObject({
      librarianId: bo.accountId,
      participants: [{ librarianId: ada.accountId }, { librarianId: bo.accountId }],
    });
    patron.close();
  });

  it('[R36] is declined with a reason, cancelled, or over after 60 seconds; the session stays (A11)', async () => {
    const declined = await toBo();
    expect((await offer({ toLibrarianId: dee.accountId })).body).toMatchObject({
      code: 'transfer-open',
      facts: { transferId: declined },
    });
    expect(await bo.at().post(`/v1/transfers/${declined}/decline`, { reason: 'At lunch' })).toMatchObject({
      status: 200,
    });
    expect((await ada.at().get(`/v1/transfers/${declined}`)).body).toMatchObject({
      status: 'declined',
      declineReason: 'At lunch',
    });

    const cancelled = await toBo();
    expect((await bo.at().post(`/v1/transfers/${cancelled}/cancel`)).status).toBe(404);
    expect((await ada.at().post(`/v1/transfers/${cancelled}/cancel`)).status).toBe(200);
    expect(await bo.at().post(`/v1/transfers/${cancelled}/accept`)).toMatchObject({
      status: 409,
      body: { code: 'transfer-over' },
    });

    const unanswered = await toBo();
    const job = `expire-transfer:${unanswered}`;
    const { body } = await ada.at().get(`/v1/transfers/${unanswered}`);
    expect(Date.parse(body.expiresAt) - Date.parse(body.offeredAt)).toBe(60_000);
    await cooperative.due(job);
    await eventually(async () =>
      expect((await ada.at().get(`/v1/transfers/${unanswered}`)).body.status).toBe('expired'),
    );
    expect((await bo.at().post(`/v1/transfers/${unanswered}/accept`)).status).toBe(409);
    expect(await librariansNow()).toEqual([ada.accountId]);
  });

  it('[R32] to a queue asks all who are there; the first to accept wins and the other is answered who (A10)', async () => {
    const { body: queues } = await ada.at().get('/v1/queues');
    const cooperativeQueue = queues.items.find((q: { kind: string }) => q.kind === 'cooperative').id;
    const { id } = (await offer({ toQueueId: cooperativeQueue })).body;
    const answers = await Promise.all(
      [bo, dee].map((desk, n) => desk.at(cooperative.replicas[n]).post(`/v1/transfers/${id}/accept`)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const winner = answers.find(({ status }) => status === 200)!.body.decidedBy;
    const loser = answers.find(({ status }) => status === 409)!.body;
    expect(loser).toMatchObject({ code: 'transfer-over', facts: { librarianId: winner } });
    expect(await librariansNow()).toEqual([ada.accountId, winner]);
  });

  it('[R14] never brings anyone over the cap (A7)', async () => {
    await cooperative.set('chat-limits', cooperative.group.prairie, { patronsAtOnce: 1, patronsWithIdle: 1 });
    const id = (await offer({ toLibrarianId: dee.accountId })).body.id as string;
    const other = await cooperative.ask('dogwood');
    await dee.at().post(`/v1/sessions/${other.id}/accept`);
    expect(await dee.at().post(`/v1/transfers/${id}/accept`)).toMatchObject({
      status: 409,
      body: { code: 'cap-reached' },
    });
    expect(await librariansNow()).toEqual([ada.accountId]);
    await dee.at().post(`/v1/sessions/${other.id}/end`, { resolution: 'answered' });
    await cooperative.set('chat-limits', cooperative.group.prairie, { patronsAtOnce: 3, patronsWithIdle: 5 });
  });

  it('is taken along by a session that ends meanwhile', async () => {
    const id = await toBo();
    await ada.at().post(`${path}/end`, { resolution: 'answered' });
    expect((await ada.at().get(`/v1/transfers/${id}`)).body.status).toBe('cancelled');
    expect((await bo.at().post(`/v1/transfers/${id}/accept`)).status).toBe(409);
  });
});
