import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import { requests } from '@carrel/contracts';
import { newId } from '@carrel/messaging';
import { SERVICE_CONFIG } from '@carrel/web';
import { listen, type Events } from '@carrel/testing';
import { Cooperative, type Desk } from './a-cooperative.js';

describe('A session', () => {
  let cooperative: Cooperative;
  let events: Events;
  let desk: Desk;

  beforeAll(async () => {
    cooperative = await Cooperative.open();
    events = await listen(cooperative.nats);
    desk = await cooperative.librarian('aspen', { name: 'Ada Aspen' });
    await desk.monitor();
  });
  afterAll(async () => {
    await events.stop();
    await cooperative.close();
  });
  const accepted = async (more: object = {}) => {
    const asked = await cooperative.ask('aspen', more);
    await desk.at().post(`/v1/sessions/${asked.id}/accept`);
    return { ...asked, path: `/v1/sessions/${asked.id}` };
  };

  it('that waits can be given up by its patron alone', async () => {
    const asked = await cooperative.ask('aspen');
    const path = `/v1/sessions/${asked.id}`;
    expect((await desk.at().delete(path)).status).toBe(404);
    expect((await asked.at().delete(path)).status).toBe(204);
    const { data } = await events.next('session.abandoned.v1', ({ subject }) => subject === asked.id);
    expect(data).toMatchObject({ noContact: false, practice: false });
    expect((await desk.at().post(`${path}/accept`)).status).toBe(409);
    expect(await cooperative.offers(desk)).toEqual([]);
  });

  it('[12.4] is one where its patron asks the same twice within seconds, also at the same moment', async () => {
    const config = cooperative.chat.app.get<{ equalPostsSeconds: number }>(SERVICE_CONFIG);
    config.equalPostsSeconds = 10;
    try {
      const answers = await Promise.all(
        [1, 2, 3, 4].map(() => cooperative.ask('aspen', { question: 'Click?' })),
      );
      expect(new Set(answers.map(({ id, token }) => `${id} ${token}`)).size).toBe(1);
      expect(await cooperative.offers(desk)).toEqual([answers[0]!.id]);
      await answers[0]!.at().delete(`/v1/sessions/${answers[0]!.id}`);
    } finally {
      config.equalPostsSeconds = 0;
    }
  });

  it('takes lines of its patron from the first moment, of librarians once accepted, of nobody once ended', async () => {
    const asked = await cooperative.ask('aspen');
    const path = `/v1/sessions/${asked.id}`;
    const say = (client: ReturnType<Desk['at']>, text: string) =>
      client.post(`${path}/messages`, { text, clientId: newId() });
    expect((await say(asked.at(), 'One more thing')).status).toBe(201);
    expect((await say(desk.at(), 'too early')).status).toBe(404);
    await desk.at().post(`${path}/accept`);
    expect((await say(desk.at(), 'Hello')).body.seq).toBe(3);
    await desk.at().post(`${path}/end`, { resolution: 'answered' });
    expect(await say(asked.at(), 'Wait!')).toMatchObject({ status: 409, body: { code: 'session-not-open' } });
  });

  it('[R44] without an address asks before follow-up is chosen, and runs a repeated command once (A16, F21)', async () => {
    const { id, path } = await accepted({ patron: { name: 'Pat' } });
    const resolution = 'followup-by-me';
    expect(await desk.at().post(`${path}/end`, { resolution })).toMatchObject({
      status: 409,
      body: { code: 'no-contact' },
    });
    expect((await desk.at().post(`${path}/end`, {})).status).toBe(422);
    const key = { 'idempotency-key': newId() };
    const confirmed = { resolution, noContactConfirmed: true };
    const first = await desk.at().post(`${path}/end`, confirmed, key);
    const replay = await desk.at().post(`${path}/end`, confirmed, key);
    expect(first.status).toBe(200);
    expect(replay).toMatchObject({ status: 200, body: first.body });
    await events.next('session.ended.v1', ({ subject }) => subject === id);
    expect(events.all().filter((e) => e.type === 'session.ended.v1' && e.subject === id)).toHaveLength(1);
  });

  it('[R11] accepted under an idempotency key reaches open streams once it is durable', async () => {
    const asked = await cooperative.ask('aspen');
    const path = `/v1/sessions/${asked.id}`;
    const stream = await asked.at().stream(`${path}/stream`);
    await stream.next('session', ({ data }) => data.status === 'waiting' && data.position === 1);
    await desk.at().post(`${path}/accept`, undefined, { 'idempotency-key': newId() });
    await stream.next('message', ({ data }) => data.kind === 'entered', 2_000);
    await stream.next('session', ({ data }) => data.status === 'active', 2_000);
    await desk.at().post(`${path}/end`, { resolution: 'answered' });
    await stream.closed;
  });

  it('[R46] is answered whole to the services that need it', async () => {
    const asked = await accepted();
    await asked.at().post(`${asked.path}/messages`, { text: 'Thank you', clientId: 't' });
    await desk.at().post(`${asked.path}/end`, { resolution: 'answered' });
    const connection = await connect({ servers: cooperative.nats.url });
    const ask = async (sessionId: string) =>
      (await connection.request(requests.sessionTranscript.subject, JSON.stringify({ sessionId }))).json();
    expect(await ask(asked.id)).toMatchObject({
      answer: {
        sessionId: asked.id,
        institutionId: cooperative.institution.aspen,
        patron: { name: 'Pat Patron', email: 'pat@example.org' },
        question: 'How do I get my deposit back?',
        lines: [
          { seq: 1, from: 'system', name: null, text: 'Librarian Ada Aspen has entered the session.' },
          { seq: 2, from: 'patron', name: 'Pat Patron', authorId: null, text: 'Thank you' },
        ],
      },
    });
    expect(await ask(newId())).toMatchObject({ refusal: { kind: 'not-found' } });
    await connection.close();
  });

  it.each([
    ['a question that is too long', { question: 'x'.repeat(5001) }],
    ['an unknown field', { status: 'active' }],
    ['an address that is none', { patron: { name: 'Pat', email: 'pat' } }],
    ['fields that are no texts', { fields: { topic: { deep: true } } }],
  ])('is not opened with %s', async (_, more) => {
    await expect(cooperative.ask('aspen', more)).rejects.toThrow(/422/);
  });

  it('is opened for no library that does not exist', async () => {
    await expect(cooperative.ask('aspen', { institutionId: newId() })).rejects.toThrow(/404/);
  });
});
