import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requests } from '@carrel/contracts';
import { Requests } from '@carrel/messaging';
import { answer, emit, eventually, listen, type Events } from '@carrel/testing';
import { Cooperative, type Asked, type Desk } from './a-cooperative.js';

let cooperative: Cooperative;
let events: Events;
let ada: Desk;
let bo: Desk;
const corrected: { sessionId: string; patron: { name: string | null; email: string | null } }[] = [];
const ask = <K extends 'sessionTranscript' | 'patronSessions'>(what: K, asked: never) =>
  cooperative.chat.app.get(Requests).ask(requests[what], asked);

beforeAll(async () => {
  cooperative = await Cooperative.open();
  events = await listen(cooperative.nats);
  await answer(cooperative.nats, requests.correctContact, (one) => {
    corrected.push(one);
    return { questionId: one.sessionId };
  });
  await answer(cooperative.nats, requests.mayReadSession, ({ institutionId }) => ({
    allowed: institutionId === cooperative.institution.birch,
  }));
  ada = await cooperative.librarian('aspen', { name: 'Ada Aspen' });
  bo = await cooperative.librarian('birch', { name: 'Bo Birch' });
  await bo.monitor();
});
afterAll(async () => {
  await events.stop();
  await cooperative.close();
});

/** A chat of an Aspen patron with Bo of Birch. */
async function aChat(more: object = {}) {
  const asked = await cooperative.ask('aspen', more);
  const path = `/v1/sessions/${asked.id}`;
  expect((await bo.at().post(`${path}/accept`)).status).toBe(200);
  return { ...asked, path };
}

describe('From a chat to its question', () => {
  it('[R121] goes what the form asked, under the labels the patron saw', async () => {
    const field = { required: false, options: [], queueIds: [] };
    await cooperative.set('chat-form', cooperative.group.evergreen, {
      fields: [
        { ...field, name: 'grade', label: 'School grade' },
        { ...field, name: 'constructor', label: 'Who built it' },
      ],
    });
    const { id, path } = await aChat({ fields: { grade: ' 7 ' } });
    const fields = [{ name: 'grade', label: 'School grade', value: '7' }];
    expect(await ask('sessionTranscript', { sessionId: id } as never)).toMatchObject({ fields });
    const who = { institutionId: cooperative.institution.aspen, email: 'pat@example.org', after: null };
    expect(await ask('patronSessions', who as never)).toMatchObject({ sessions: [{ id, fields }] });
    await bo.at().post(`${path}/end`, { resolution: 'answered' });
  });

  it('[B37] its patron ends it at any time; the librarian then codes it', async () => {
    const chat = await aChat();
    const stream = await chat.at().stream(`${chat.path}/stream`);
    expect((await chat.at().delete(chat.path)).status).toBe(204);
    expect((await chat.at().delete(chat.path)).status).toBe(204);
    await stream.closed;
    expect((await chat.at().get(chat.path)).body).toMatchObject({ status: 'ended', resolution: null });
    const late = await chat.at().post(`${chat.path}/messages`, { text: 'One more', clientId: chat.id });
    expect(late).toMatchObject({ status: 409, body: { code: 'session-not-open' } });

    const { body } = await bo.at().get(`${chat.path}/messages`);
    expect(body.items.at(-1)).toMatchObject({ kind: 'patron-left', text: 'The patron has ended the chat.' });
    expect((await bo.at().get(chat.path)).body).toMatchObject({ status: 'active' });
    const offer = { toLibrarianId: ada.accountId, reason: 'Yours' };
    expect((await bo.at().post(`${chat.path}/transfers`, offer)).status).toBeGreaterThanOrEqual(400);
    expect((await bo.at().post(`${chat.path}/end`, { resolution: 'answered' })).status).toBe(200);
    const { data } = await events.next('session.ended.v1', (e) => e.data.sessionId === chat.id);
    expect(data).toMatchObject({ resolution: 'answered', endedBy: 'librarian' });
  });

  it('[B37] [B8] uncoded, it is coded by the system after half an hour, and counts for nobody’s cap', async () => {
    const chat = await aChat();
    await chat.at().delete(chat.path);
    expect((await bo.at().get(chat.path)).body.silence).toMatchObject({ yellow: true, prompt: false });
    const key = `look-at-session:${chat.id}`;
    await cooperative.due(key);
    await eventually(async () => {
      const [job] = await cooperative.chat.db.query(
        "SELECT run_at > now() + interval '20 minutes' AS later FROM graphile_worker.jobs WHERE key = $1",
        [key],
      );
      expect(job).toMatchObject({ later: true });
    });
    expect((await bo.at().get(chat.path)).body.status).toBe('active');
    await cooperative.chat.db.query(
      `UPDATE sessions SET patron_left_at = patron_left_at - interval '31 minutes' WHERE id = $1`,
      [chat.id],
    );
    await cooperative.due(key);
    const { data } = await events.next('session.ended.v1', (e) => e.data.sessionId === chat.id);
    expect(data).toMatchObject({ resolution: 'followup-by-patron-library', endedBy: 'system' });
  });

  it('[B38] its patron gives an address during it and after it, by the token alone', async () => {
    const chat = await aChat({ patron: { name: 'Pat Patron' } });
    const contact = `${chat.path}/contact`;
    const during = await chat.at().put(contact, { email: 'pat@during.example' });
    expect(during.body).toMatchObject({ noContact: false, patron: { email: 'pat@during.example' } });
    expect((await chat.at().put(contact, { promisedAt: new Date().toISOString() })).status).toBe(422);
    await bo.at().post(`${chat.path}/end`, { resolution: 'answered' });
    expect((await bo.at().put(contact, { email: 'bo@birch.example' })).status).toBe(409);
    expect((await chat.at().put(contact, { email: 'pat@after.example' })).status).toBe(200);
    await eventually(async () =>
      expect(corrected).toEqual([
        { sessionId: chat.id, patron: { name: 'Pat Patron', email: 'pat@after.example' } },
      ]),
    );
  });

  it('[R42] [transitions Access] staff of the patron’s library read it while it runs; others once the question says so', async () => {
    const chat = await aChat();
    await chat.at().post(`${chat.path}/messages`, { text: 'Good morning', clientId: chat.id });
    const [cem, dan] = [await cooperative.librarian('cedar'), await cooperative.librarian('dogwood')];
    const seenBy = async (desk: Desk) => (await desk.at().get(`${chat.path}/messages`)).status;
    expect(await seenBy(ada)).toBe(200);
    expect((await ada.at().get(chat.path)).body).toMatchObject({ status: 'active', patron: { email: null } });
    const writing = { text: 'Hello', clientId: ada.accountId };
    expect((await ada.at().post(`${chat.path}/messages`, writing)).status).toBe(404);
    expect([await seenBy(cem), await seenBy(dan)]).toEqual([404, 404]);
    await bo.at().post(`${chat.path}/end`, { resolution: 'answered' });
    const other = await cooperative.librarian('birch');
    expect([await seenBy(ada), await seenBy(other), await seenBy(cem)]).toEqual([200, 200, 404]);
  });

  it('[B17] is not opened where chat is closed: the answer has the library’s own form', async () => {
    await bo.at().delete('/v1/monitor');
    const field = { name: 'isbn', label: 'ISBN', kind: 'line', required: true, options: [] };
    await cooperative.set('ask-form', cooperative.institution.aspen, {
      ...{ title: 'Write to Aspen', introduction: '', subject: 'hidden', email: 'required' },
      ...{ fields: [field], assigneeId: null, acknowledgement: 'Thank you.' },
    });
    const body = {
      ...{ institutionId: cooperative.institution.aspen, question: 'Where?' },
      patron: { name: 'Pat' },
    };
    expect(await cooperative.chat.http.post('/v1/sessions', body)).toMatchObject({
      status: 409,
      body: {
        code: 'chat-closed',
        facts: {
          askForm: { fields: { fields: { isbn: null } }, form: { title: 'Write to Aspen', fields: [field] } },
        },
      },
    });
  });
});

describe('A library that the operator closes', () => {
  const availability = async () =>
    (await cooperative.chat.http.get(`/v1/availability?institutionId=${cooperative.institution.cedar}`)).body;
  const statusOf = async (session: Asked) =>
    (await session.at().get(`/v1/sessions/${session.id}`)).body.status;
  const shiftOf = async ({ accountId }: Desk) => {
    const [shift] = await cooperative.chat.db.query(
      'SELECT availability, cardinality(queue_ids) AS queues FROM monitors WHERE account_id = $1',
      [accountId],
    );
    return shift;
  };

  it('[B42] is closed in chat at once: no new request, no shift, and what waits or runs comes to its end', async () => {
    const cem = await cooperative.librarian('cedar', { name: 'Cem Cedar' });
    const coy = await cooperative.librarian('cedar', { name: 'Coy Cedar' });
    await cem.monitor({ kinds: ['library'] });
    await coy.monitor({ kinds: ['library'] });
    const running = await cooperative.ask('cedar');
    await cem.at().post(`/v1/sessions/${running.id}/accept`);
    const waiting = await cooperative.ask('cedar');
    expect(await availability()).toMatchObject({ open: true });

    const institutionId = cooperative.institution.cedar;
    await emit(
      cooperative.nats,
      'institution.updated.v1',
      {
        ...{ institutionId, name: 'cedar', subscriptionGroupId: cooperative.group.evergreen },
        ...{ timeZone: 'America/Denver', profileStatus: 'closed', acceptsReferrals: false },
        ...{
          redirectToInstitutionId: null,
          portal: false,
          successorInstitutionId: cooperative.institution.birch,
        },
      },
      { subject: institutionId, sequence: 2 },
    );
    await events.next('session.abandoned.v1', (e) => e.data.sessionId === waiting.id);
    expect(await availability()).toMatchObject({ open: false, reason: 'library-closed', nextOpening: null });
    await bo.monitor();
    const asked = { institutionId, question: 'Where?', patron: { name: 'Pat' } };
    const refused = await cooperative.chat.http.post('/v1/sessions', asked);
    expect(refused).toMatchObject({ status: 409, body: { code: 'chat-closed', facts: { askForm: null } } });

    // Nobody of the library is served any more; the chat that runs goes on without its librarian, as always.
    for (const desk of [coy, cem])
      await eventually(async () => expect((await desk.at().get('/v1/monitor')).status).toBe(401));
    const shift = { availability: 'available', queueIds: [] };
    expect((await coy.at().put('/v1/monitor', shift)).status).toBe(401);
    expect(await shiftOf(coy)).toEqual({ availability: 'offline', queues: 0 });
    expect(await shiftOf(cem)).toEqual({ availability: 'away', queues: 0 });
    await cooperative.lose(cem);
    await eventually(async () => expect(await statusOf(running)).toBe('waiting'));
    await eventually(async () => {
      await cooperative.due(`roll-up-session:${running.id}`);
      expect((await bo.at().post(`/v1/sessions/${running.id}/accept`)).status).toBe(200);
    });
    const end = { resolution: 'followup-by-patron-library' };
    expect((await bo.at().post(`/v1/sessions/${running.id}/end`, end)).status).toBe(200);
    await cooperative.due(`close-library:${institutionId}`);
    await eventually(async () => expect(await shiftOf(cem)).toEqual({ availability: 'offline', queues: 0 }));
  });
});
