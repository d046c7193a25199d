import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import { requests } from '@carrel/contracts';
import { staff, type StaffActor } from '@carrel/testing';
import { Cooperative, type Asked, type Desk } from './a-cooperative.js';

describe('Among colleagues', () => {
  let cooperative: Cooperative;
  let ada: Desk;
  let dee: Desk;
  let asked: Asked;
  let path: string;

  beforeAll(async () => {
    cooperative = await Cooperative.open(2);
    ada = await cooperative.librarian('aspen', { name: 'Ada Aspen' });
    dee = await cooperative.librarian('dogwood', { name: 'Dee Dogwood' });
    await ada.monitor();
    await dee.monitor();
  });
  afterAll(() => cooperative.close());
  beforeEach(async () => {
    asked = await cooperative.ask('cedar');
    path = `/v1/sessions/${asked.id}`;
    await ada.at().post(`${path}/accept`);
  });
  afterEach(() => ada.at().post(`${path}/end`, { resolution: 'answered' }));
  const supervisor = (library: 'cedar' | 'dogwood', role: 'reviewer' | 'institution-admin' = 'reviewer') =>
    staff({
      institutionId: cooperative.institution[library],
      subscriptionGroupId: cooperative.group[library === 'cedar' ? 'evergreen' : 'prairie'],
      name: 'Sue Supervisor',
      roles: [role],
    });
  const send = (who: Desk, to: { accountId: string }, more: object = {}) =>
    who
      .at()
      .post('/v1/instant-messages', { toLibrarianId: to.accountId, text: 'Will you take it?', ...more });
  const notes = async () => {
    const connection = await connect({ servers: cooperative.nats.url });
    const question = JSON.stringify({ sessionId: asked.id });
    const reply = await connection.request(requests.sessionNotes.subject, question);
    await connection.close();
    return reply.json<{ answer: { notes: { kind: string; text: string }[] } }>().answer.notes;
  };

  it('[R29] [R34] an instant message reaches one librarian on any replica, and stays with the session it concerns', async () => {
    const desk = await dee.at(cooperative.replicas[1]).stream('/v1/monitor/stream');
    await desk.next('desk');
    expect((await send(ada, dee, { sessionId: asked.id })).status).toBe(201);
    await desk.next(
      'talk',
      ({ data }) => data.text === 'Will you take it?' && data.authorName === 'Ada Aspen',
    );
    const { body } = await dee.at().get(`/v1/instant-messages?with=${ada.accountId}`);
    expect(body.items).toEqual([expect.objectContaining({ text: 'Will you take it?', sessionId: asked.id })]);
    expect(await notes()).toEqual([
      expect.objectContaining({ kind: 'instant-message', text: 'Will you take it?' }),
    ]);
    expect(JSON.stringify((await asked.at().get(`${path}/messages`)).body)).not.toContain('take it');
    // Of a session one is not in, nothing is kept.
    expect((await send(dee, ada, { sessionId: asked.id })).status).toBe(404);
    desk.close();
  });

  it('[R29] goes to nobody who is not on shift around the own library', async () => {
    const off = await cooperative.librarian('birch');
    expect((await send(ada, off)).status).toBe(404);
    await off.monitor({ kinds: ['library'] });
    expect((await send(dee, off)).status).toBe(404);
    await off.at().delete('/v1/monitor');
  });

  it('[R30] the room of a queue is heard and read by all who monitor it, and by nobody else', async () => {
    const { items } = (await dee.at().get('/v1/queues')).body;
    const id = (kind: string) => items.find((q: { kind: string }) => q.kind === kind).id as string;
    const stream = await ada.at(cooperative.replicas[1]).stream('/v1/monitor/stream');
    await stream.next('desk');
    const said = await dee.at().post(`/v1/queues/${id('cooperative')}/room`, { text: 'Busy today' });
    expect(said.status).toBe(201);
    await stream.next('talk', ({ data }) => data.kind === 'room' && data.text === 'Busy today');
    const { body } = await ada.at().get(`/v1/queues/${id('cooperative')}/room`);
    expect(body.items[0]).toMatchObject({ text: 'Busy today', authorName: 'Dee Dogwood' });
    expect((await ada.at().get(`/v1/queues/${id('library')}/room`)).status).toBe(404);
    expect((await ada.at().post(`/v1/queues/${id('library')}/room`, { text: 'Hello' })).status).toBe(404);
    stream.close();
  });

  it.each([['reviewer' as const], ['institution-admin' as const]])(
    "a %s of the patron's library reads live sessions and asks for a transfer by IM, and writes nothing into them",
    async (role) => {
      const sue = supervisor('cedar', role);
      const at = (who: StaffActor) => cooperative.chat.as(who);
      const { body } = await at(sue).get('/v1/supervision/sessions');
      expect(body.items).toEqual([
        expect.objectContaining({ id: asked.id, patron: { name: 'Pat Patron', email: null } }),
      ]);
      await asked.at().post(`${path}/messages`, { text: 'It is urgent', clientId: 'u' });
      const lines = await at(sue).get(`/v1/supervision/sessions/${asked.id}/messages`);
      expect(lines.body.items.at(-1)).toMatchObject({ text: 'It is urgent' });
      const please = { toLibrarianId: ada.accountId, text: 'Please transfer to us', sessionId: asked.id };
      expect((await at(sue).post('/v1/instant-messages', please)).status).toBe(201);
      expect([403, 404]).toContain(
        (await at(sue).post(`${path}/messages`, { text: 'x', clientId: 'x' })).status,
      );

      const elsewhere = supervisor('dogwood', role);
      expect((await at(elsewhere).get('/v1/supervision/sessions')).body.items).toEqual([]);
      expect((await at(elsewhere).get(`/v1/supervision/sessions/${asked.id}/messages`)).status).toBe(404);
    },
  );
});
