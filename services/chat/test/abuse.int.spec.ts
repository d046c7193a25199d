import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { settings } from '@carrel/contracts';
import { listen, patron as patronWith, type Answer, type Events } from '@carrel/testing';
import { Cooperative, type Asked, type Desk } from './a-cooperative.js';

const networks = { rude: '198.51.100.7', home: '2001:db8:aa:1::1' };
const abuse = settings['patron-abuse'].default;

describe('[2.2] Patrons who abuse the chat', () => {
  let cooperative: Cooperative;
  let events: Events;
  let desk: Desk;
  let colleague: Desk;
  let elsewhere: Desk;

  beforeAll(async () => {
    cooperative = await Cooperative.open();
    events = await listen(cooperative.nats);
    desk = await cooperative.librarian('aspen', { name: 'Ada Aspen' });
    colleague = await cooperative.librarian('aspen');
    elsewhere = await cooperative.librarian('birch');
    await desk.monitor();
    const custom = [{ code: 'prank', label: 'Prank', active: true }];
    const codes = { list: 'custom', custom, inactive: [] };
    await cooperative.set('descriptive-codes', cooperative.institution.aspen, codes);
  });
  afterAll(async () => {
    await events?.stop();
    await cooperative?.close();
  });

  const ask = (email: string, address: string, headers: Record<string, string> = {}, library = 'aspen') =>
    cooperative.chat.http.post(
      '/v1/sessions',
      {
        institutionId: cooperative.institution[library as 'aspen'],
        patron: { name: 'Rude Rob', email },
        question: 'Hello?',
      },
      { 'x-forwarded-for': address, ...headers },
    );
  const taken = async (answer: Answer): Promise<Asked> => {
    expect(answer.status).toBe(201);
    const asked = { ...answer.body, at: () => cooperative.chat.as(patronWith(answer.body.token)) };
    await desk.at().post(`/v1/sessions/${asked.id}/accept`);
    return asked;
  };
  const end = (id: string) => desk.at().post(`/v1/sessions/${id}/end`, { resolution: 'answered' });
  const liftAll = async () => {
    for (const { id } of (await desk.at().get('/v1/bans')).body.items)
      await desk.at().delete(`/v1/bans/${id}`);
  };

  it('are warned, and then informed of the end, in the words of their library; the chat is coded as a prank', async () => {
    const asked = await taken(await ask('rob@example.org', networks.rude));
    const path = `/v1/sessions/${asked.id}`;
    const stream = await asked.at().stream(`${path}/stream`);
    expect((await elsewhere.at().post(`${path}/warning`, { clientId: 'w' })).status).toBe(404);
    for (let n = 0; n < 2; n += 1)
      expect((await desk.at().post(`${path}/warning`, { clientId: 'w' })).status).toBe(204);
    await stream.next('message', ({ data }) => data.text === abuse.warning);
    const { status, body } = await desk.at().post(`${path}/disconnect`, { clientId: 'd' });
    expect([status, body.status, body.resolution]).toEqual([200, 'ended', 'lost-call']);
    expect(body.descriptiveCodes).toEqual(['prank']);
    await stream.next('message', ({ data }) => data.text === abuse.disconnect);
    expect((await stream.next('close')).data).toMatchObject({ reason: 'session-over' });
    const said = stream.all().filter(({ data }) => data.text === abuse.warning);
    expect(said).toHaveLength(1);
  });

  it('are banned by address, network or an earlier token, and read what the library says with its ask form', async () => {
    const asked = await taken(await ask('rob@example.org', networks.rude));
    const ban = { hours: 24, by: ['token', 'address', 'network'], note: 'Insults' };
    const path = `/v1/sessions/${asked.id}`;
    expect((await desk.at().post(`${path}/disconnect`, { clientId: 'd', ban })).status).toBe(200);
    const token = { authorization: `Bearer ${asked.token}` };
    const tries = [
      await ask('ROB@example.org', '203.0.113.1'),
      await ask('another@example.org', networks.rude),
      await ask('another@example.org', '203.0.113.2', token),
    ];
    for (const refused of tries) {
      expect([refused.status, refused.body.code]).toEqual([403, 'banned']);
      expect(refused.body.facts.page).toEqual(abuse.banned);
      expect(refused.body.facts.askForm.fields.institutionId).toBe(cooperative.institution.aspen);
      expect(JSON.stringify(refused.body)).not.toMatch(/198\.51|rob@/);
    }
    expect((await ask('pat@example.org', '203.0.113.3')).status).toBe(201);
    const [listed] = (await colleague.at().get('/v1/bans')).body.items;
    expect(listed).toMatchObject({ sessionId: asked.id, note: 'Insults', madeBy: desk.accountId });
    const rows = JSON.stringify(await cooperative.chat.db.query('SELECT * FROM bans'));
    expect(rows).not.toMatch(/rob@|198\.51/);
    const event = await events.next('ban.made.v1', ({ data }) => data.sessionId === asked.id);
    expect(event.data.marks).toHaveLength(3);
    await liftAll();
  });

  it('see no ask form where the library wants it so, and an IPv6 network is banned whole', async () => {
    await cooperative.set('patron-abuse', cooperative.institution.aspen, { ...abuse, askForm: false });
    const asked = await taken(await ask('sam@example.org', networks.home));
    await desk.at().post(`/v1/sessions/${asked.id}/ban`, { hours: 1, by: ['network'] });
    const refused = await ask('tom@example.org', '2001:db8:aa:1:ffff::9');
    expect([refused.status, refused.body.facts.askForm]).toEqual([403, null]);
    await end(asked.id);
    await liftAll();
  });

  it('are let in again once a librarian of the library lifts the ban, or its time is over', async () => {
    const asked = await taken(await ask('una@example.org', '203.0.113.20'));
    const { body } = await desk.at().post(`/v1/sessions/${asked.id}/ban`, { hours: 2, by: null });
    await end(asked.id);
    expect((await ask('una@example.org', '203.0.113.20')).status).toBe(403);
    expect((await elsewhere.at().delete(`/v1/bans/${body.id}`)).status).toBe(404);
    expect((await elsewhere.at().get('/v1/bans')).body.items).toEqual([]);
    expect((await colleague.at().delete(`/v1/bans/${body.id}`)).status).toBe(204);
    await end((await taken(await ask('una@example.org', '203.0.113.20'))).id);

    await desk.at().post(`/v1/sessions/${asked.id}/ban`, { hours: 2, by: null });
    await cooperative.chat.db.query('UPDATE bans SET until = now() WHERE lifted_at IS NULL');
    await end((await taken(await ask('una@example.org', '203.0.113.20'))).id);
  });

  it('leave no other request behind in the line', async () => {
    const waiting = await ask('vic@example.org', '203.0.113.30');
    const bystander = await ask('wil@example.org', '203.0.113.31');
    const asked = await taken(await ask('vic@example.org', '203.0.113.30'));
    await desk.at().post(`/v1/sessions/${asked.id}/ban`, { hours: 2, by: null });
    const ids = await cooperative.offers(desk);
    expect(ids).toContain(bystander.body.id);
    expect(ids).not.toContain(waiting.body.id);
    await end(asked.id);
    await liftAll();
  });

  it('are banned for no longer than the library lets one be, by those concerned alone', async () => {
    const asked = await taken(await ask('xan@example.org', '203.0.113.40'));
    const path = `/v1/sessions/${asked.id}`;
    const ban = { hours: 24 * 31 };
    const tooLong = await desk.at().post(`${path}/disconnect`, { clientId: 'd', ban });
    expect([tooLong.status, tooLong.body.code]).toEqual([422, 'ban-too-long']);
    expect((await desk.at().get(path)).body.status).toBe('active');
    expect((await elsewhere.at().post(`${path}/ban`, { hours: 1 })).status).toBe(404);
    await end(asked.id);
  });
});

describe('[promise 30] What one patron and one network may have waiting', () => {
  let cooperative: Cooperative;
  let desk: Desk;
  beforeAll(async () => {
    cooperative = await Cooperative.open();
    desk = await cooperative.librarian('aspen');
    await desk.monitor();
    const most = { perPatron: 2, perNetwork: 5, lines: 20 };
    await cooperative.set('chat-waiting', cooperative.group.evergreen, most);
  });
  afterAll(() => cooperative?.close());
  const ask = (email: string | undefined, address: string) =>
    cooperative.chat.http.post(
      '/v1/sessions',
      { institutionId: cooperative.institution.aspen, patron: { name: 'Pat', email }, question: 'Hello?' },
      { 'x-forwarded-for': address },
    );

  it('is bounded, however many ask at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) => ask(undefined, `2001:db8:1:1::${n.toString(16)}`)),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(5).fill(201), ...Array(25).fill(429)]);
    const refused = answers.find(({ status }) => status === 429)!;
    expect(refused.body).toMatchObject({ code: 'too-many-waiting', facts: { of: 'network', limit: 5 } });
    expect(refused.headers.get('retry-after')).toBe('60');
    expect((await ask(undefined, '2001:db8:1:2::1')).status).toBe(201);
    expect(await cooperative.offers(desk)).toHaveLength(6);
  });

  it('counts a patron within the network, so that nobody is kept out by another who gives the same address', async () => {
    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await ask('PAT@example.org', '203.0.113.50')).status);
    expect(statuses).toEqual([201, 201, 429]);
    expect((await ask('pat@example.org', '203.0.113.51')).status).toBe(201);
  });

  it('takes so many lines of each, and more as soon as a librarian is there', async () => {
    const { body } = await ask('quin@example.org', '203.0.113.60');
    const patron = cooperative.chat.as(patronWith(body.token));
    const say = (n: number) =>
      patron.post(`/v1/sessions/${body.id}/messages`, { text: `line ${n}`, clientId: `l${n}` });
    const first = [];
    for (let n = 1; n <= 20; n += 1) first.push((await say(n)).status);
    expect(new Set(first)).toEqual(new Set([201]));
    const refused = await say(21);
    expect([refused.status, refused.body.code]).toEqual([409, 'enough-while-waiting']);
    expect((await say(20)).status).toBe(201);
    await desk.at().post(`/v1/sessions/${body.id}/accept`);
    expect((await say(21)).status).toBe(201);
  });
});
