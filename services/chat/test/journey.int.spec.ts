import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listen, type Events } from '@carrel/testing';
import { Cooperative, type Asked, type Desk } from './a-cooperative.js';

describe('A patron of Cedar, where nobody monitors, asks in chat', () => {
  let cooperative: Cooperative;
  let events: Events;
  let birch: Desk;
  let aspen: Desk;
  let asked: Asked;

  beforeAll(async () => {
    cooperative = await Cooperative.open();
    events = await listen(cooperative.nats);
    birch = await cooperative.librarian('birch', { name: 'Bo Birch' });
    aspen = await cooperative.librarian('aspen', { name: 'Ada Aspen' });
    await birch.monitor();
    await aspen.monitor();
  });
  afterAll(async () => {
    await events.stop();
    await cooperative.close();
  });

  it('finds chat open and waits at the head of the line', async () => {
    const { body } = await cooperative.chat.http.get(
      `/v1/availability?institutionId=${cooperative.institution.cedar}`,
    );
    expect(body).toMatchObject({ open: true, nextOpening: null, reason: 'staffed' });
    asked = await cooperative.ask('cedar', { fields: { topic: 'law' } });
    expect(asked).toMatchObject({ status: 'waiting', position: 1, token: expect.stringMatching(/^pt_/) });
    const event = await events.next('session.requested.v1', ({ subject }) => subject === asked.id);
    expect(event.data).toMatchObject({ institutionId: cooperative.institution.cedar, practice: false });
  });

  it("[R15] is offered at once to Evergreen's other librarians (B5)", async () => {
    expect(await cooperative.offers(birch)).toEqual([asked.id]);
    expect(await cooperative.offers(aspen)).toEqual([asked.id]);
    const { body } = await birch.at().get('/v1/queues');
    expect(body.items.find((q: { kind: string }) => q.kind === 'group')).toMatchObject({
      waiting: 1,
      monitoring: 2,
    });
  });

  it('[R11] is accepted by one; the second is answered who won', async () => {
    const first = await birch.at().post(`/v1/sessions/${asked.id}/accept`);
    expect(first).toMatchObject({
      status: 200,
      body: { status: 'active', patron: { email: 'pat@example.org' }, librarians: [{ id: birch.accountId }] },
    });
    const second = await aspen.at().post(`/v1/sessions/${asked.id}/accept`);
    expect(second).toMatchObject({
      status: 409,
      body: { code: 'already-accepted', facts: { librarianId: birch.accountId } },
    });
    expect(second.body.detail).toContain('Bo Birch');
  });

  it('[R42] both talk; the stream is cut and resumes with nothing lost or doubled', async () => {
    const before = await asked.at().stream(`/v1/sessions/${asked.id}/stream`);
    await before.next('message', ({ data }) => data.text === 'Librarian Bo Birch has entered the session.');
    await birch.at().post(`/v1/sessions/${asked.id}/messages`, { text: 'Good evening.', clientId: 'b1' });
    await asked.at().post(`/v1/sessions/${asked.id}/messages`, { text: 'Hello!', clientId: 'p1' });
    const last = await before.next('message', ({ data }) => data.text === 'Hello!');
    expect(last.data).toMatchObject({ seq: 3, from: 'patron', name: 'Pat Patron' });
    before.close();

    await birch.at().post(`/v1/sessions/${asked.id}/messages`, { text: 'Cedar will write.', clientId: 'b2' });
    const after = await asked.at().stream(`/v1/sessions/${asked.id}/stream`, { 'last-event-id': last.id! });
    await after.next('message', ({ data }) => data.text === 'Cedar will write.');
    const seen = [...before.all(), ...after.all()].filter(({ event }) => event === 'message');
    expect(seen.map(({ data }) => data.seq)).toEqual([1, 2, 3, 4]);
    after.close();

    const polled = await asked.at().get(`/v1/sessions/${asked.id}/messages?after=2`);
    expect(polled.body).toMatchObject({
      items: [{ seq: 3 }, { seq: 4 }],
      nextCursor: null,
      lastSeq: 4,
      status: 'active',
    });
  });

  it('[R44] ends with a code, and exactly one session.ended says so', async () => {
    const stream = await asked.at().stream(`/v1/sessions/${asked.id}/stream`);
    const ended = await birch
      .at()
      .post(`/v1/sessions/${asked.id}/end`, { resolution: 'followup-by-patron-library' });
    expect(ended).toMatchObject({
      status: 200,
      body: { status: 'ended', resolution: 'followup-by-patron-library' },
    });
    const again = await birch.at().post(`/v1/sessions/${asked.id}/end`, { resolution: 'answered' });
    expect(again).toMatchObject({ status: 409, body: { code: 'not-in-this-state' } });

    const { data } = await events.next('session.ended.v1', ({ subject }) => subject === asked.id);
    expect(data).toMatchObject({
      institutionId: cooperative.institution.cedar,
      resolution: 'followup-by-patron-library',
      endedBy: 'librarian',
      librarianId: birch.accountId,
      librarianInstitutionId: cooperative.institution.birch,
      noContact: false,
      messages: 3,
      participants: [{ librarianId: birch.accountId, institutionId: cooperative.institution.birch }],
    });
    await stream.next(
      'session',
      ({ data: session }) => session.status === 'ended' && session.resolution === null,
    );
    await stream.closed;
    expect(events.all().filter((event) => event.type === 'session.ended.v1')).toHaveLength(1);
    expect(JSON.stringify(events.all())).not.toMatch(/Pat Patron|example\.org|deposit|Bo Birch/);
  });
});
