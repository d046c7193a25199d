import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventData } from '@carrel/contracts';
import { newId } from '@carrel/messaging';
import { emit, eventually, type TestStream } from '@carrel/testing';
import { documentOf } from '@carrel/web';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { Cooperative, type Asked, type Desk } from './a-cooperative.js';

const path = '/v1/me/stream';

describe('The stream of staff', () => {
  let cooperative: Cooperative;
  let ada: Desk;
  let bea: Desk;
  const open: TestStream[] = [];

  beforeAll(async () => {
    cooperative = await Cooperative.open(2);
    ada = await cooperative.librarian('aspen', { name: 'Ada Aspen' });
    bea = await cooperative.librarian('birch', { name: 'Bea Birch' });
    await ada.monitor();
  });
  afterAll(async () => {
    for (const stream of open) stream.close();
    await cooperative.close();
  });

  const follow = async (desk: Desk, after?: string, replica = cooperative.chat) => {
    const stream = await desk.at(replica).stream(path, after ? { 'last-event-id': after } : {});
    open.push(stream);
    return stream;
  };
  const say = (who: Asked | Desk, session: Asked, text: string) =>
    who.at().post(`/v1/sessions/${session.id}/messages`, { text, clientId: newId() });
  const accepted = async (desk = ada) => {
    const asked = await cooperative.ask('aspen');
    expect((await desk.at().post(`/v1/sessions/${asked.id}/accept`)).status).toBe(200);
    return asked;
  };
  const end = (session: Asked, desk = ada) =>
    desk.at().post(`/v1/sessions/${session.id}/end`, { resolution: 'answered' });
  const of =
    (session: Asked) =>
    ({ data }: { data: { sessionId?: string } }) =>
      data.sessionId === session.id;
  const lastId = (stream: TestStream) => stream.all().findLast(({ id }) => id !== undefined)?.id;

  const aQuestion = (more: Partial<EventData<'question.created.v1'>> = {}) => ({
    questionId: newId(),
    number: '4711',
    source: 'web-form' as const,
    sessionId: null,
    patronInstitutionId: cooperative.institution.aspen,
    practice: false,
    noContact: false,
    pooled: false,
    dueAt: null,
    holdings: [
      {
        institutionId: cooperative.institution.aspen,
        relations: ['home' as const],
        status: 'new' as const,
        assigneeId: null,
        waitingOn: null,
      },
    ],
    actorId: null,
    actorInstitutionId: null,
    ...more,
  });
  const created = async (more: Partial<EventData<'question.created.v1'>> = {}) => {
    const question = aQuestion(more);
    const data = { ...question, resolution: null };
    await emit(cooperative.nats, 'question.created.v1', data, { subject: question.questionId });
    return question;
  };

  it('begins with the desk, then brings what changes on it', async () => {
    const stream = await follow(ada, undefined, cooperative.replicas[1]);
    const { data } = await stream.next('desk');
    expect(data).toMatchObject({
      monitor: { standing: 'available', here: true },
      waiting: [],
      sessions: [],
      offers: [],
    });
    expect(data.queues.map(({ kind, name }: { kind: string; name: string }) => [kind, name])).toEqual([
      ['library', 'aspen'],
      ['group', 'evergreen'],
      ['cooperative', 'cooperative'],
    ]);
    const asked = await cooperative.ask('aspen', { question: 'Where is the lift?' });
    const change = await stream.next('desk-changed', (e) => e.data.waiting?.changed.length > 0);
    expect(change.data.waiting.changed).toEqual([
      {
        id: asked.id,
        institutionId: cooperative.institution.aspen,
        queueId: data.queues[0].id,
        patron: 'Pat Patron',
        question: 'Where is the lift?',
        since: expect.any(String),
        local: true,
        releaseAt: expect.any(String),
      },
    ]);
    const [row] = change.data.waiting.changed;
    expect(Date.parse(row.releaseAt) - Date.parse(row.since)).toBe(60_000);
    const known = [...data.libraries, ...(change.data.libraries?.changed ?? [])];
    expect(known).toContainEqual({
      id: cooperative.institution.aspen,
      name: 'aspen',
      timeZone: 'America/Denver',
    });
    await ada.at().post(`/v1/sessions/${asked.id}/accept`);
    await stream.next('desk-changed', (e) => e.data.waiting?.removed.includes(asked.id));
    await stream.next('session', (e) => e.data.id === asked.id && e.data.status === 'active');
    await end(asked);
    await stream.next('desk-changed', (e) => e.data.sessions?.length === 0);
  });

  it('[F1] brings the lines of the chats one is in, each once and in order, over cuts and replicas', async () => {
    const chats = [await accepted(), await accepted()];
    const seen = new Map<string, number[]>(chats.map(({ id }) => [id, []]));
    let last: string | undefined;
    const writing = (async () => {
      for (let n = 0; n < 30; n += 1) await say(n % 3 ? chats[n % 2]! : ada, chats[n % 2]!, `line ${n}`);
    })();
    for (let cut = 0; [...seen.values()].some((lines) => lines.length < 16); cut += 1) {
      const stream = await follow(ada, last, cooperative.replicas[cut % 2]);
      const upTo = await stream.next('line');
      stream.close();
      const events = stream.all();
      for (const event of events.slice(0, events.indexOf(upTo) + 1))
        if (event.event === 'line') seen.get(event.data.sessionId)!.push(event.data.seq);
      last = upTo.id;
    }
    await writing;
    // The first line of each says who has entered.
    for (const lines of seen.values()) expect(lines).toEqual(Array.from({ length: 16 }, (_, n) => n + 1));
    for (const chat of chats) await end(chat);
  });

  it('counts what is unread over a reload, until it is read or answered', async () => {
    const chat = await accepted();
    const stream = await follow(ada);
    await say(chat, chat, 'One');
    await say(chat, chat, 'Two');
    const two = await stream.next('unread', ({ data }) => of(chat)({ data }) && data.unread === 2);
    expect(two.data.lastLine).toMatchObject({ from: 'patron', text: 'Two' });
    const again = await follow(ada, undefined, cooperative.replicas[1]);
    await again.next('session', ({ data }) => data.id === chat.id && data.unread === 2);
    await ada.at().post(`/v1/sessions/${chat.id}/read`, { seq: two.data.lastLine.seq - 1 });
    await again.next('unread', ({ data }) => of(chat)({ data }) && data.unread === 1);
    await say(ada, chat, 'An answer');
    await again.next('unread', ({ data }) => of(chat)({ data }) && data.unread === 0);
    const rows = await ada.at().get('/v1/sessions?status=active&mine=true');
    expect(rows.body.items[0]).toMatchObject({ unread: 0, lastLine: { text: 'An answer' } });
    await end(chat);
  });

  it('[R29] brings typing, read marks and what colleagues say, and what was said during a cut', async () => {
    const chat = await accepted();
    const stream = await follow(ada);
    await stream.next('session');
    await chat.at().post(`/v1/sessions/${chat.id}/typing`);
    await stream.next('typing', of(chat));
    await chat.at().post(`/v1/sessions/${chat.id}/read`, { seq: 1 });
    await stream.next('read', ({ data }) => of(chat)({ data }) && data.seq === 1);
    await bea.monitor();
    const sends = (text: string) =>
      bea.at().post('/v1/instant-messages', { toLibrarianId: ada.accountId, text });
    await sends('Have you got a moment?');
    await stream.next('talk', ({ data }) => data.text === 'Have you got a moment?');
    const last = lastId(stream);
    stream.close();
    await sends('Never mind.');
    const again = await follow(ada, last, cooperative.replicas[1]);
    await again.next('talk', ({ data }) => data.text === 'Never mind.' && data.authorName === 'Bea Birch');
    await end(chat);
    await bea.at().delete('/v1/monitor');
  });

  it('[R36] shows offers with the names of who asks and whom', async () => {
    const chat = await accepted();
    await bea.monitor();
    const stream = await follow(bea);
    await stream.next('desk');
    const offer = await ada
      .at()
      .post(`/v1/sessions/${chat.id}/transfers`, { toLibrarianId: bea.accountId, reason: 'A lunch' });
    expect(offer.status).toBe(201);
    const { data } = await stream.next('desk-changed', (e) => e.data.offers?.changed.length > 0);
    expect(data.offers.changed[0]).toMatchObject({
      id: offer.body.id,
      mine: false,
      from: { id: ada.accountId, name: 'Ada Aspen' },
      to: { id: bea.accountId },
      library: { name: 'aspen' },
      reason: 'A lunch',
    });
    await ada.at().post(`/v1/transfers/${offer.body.id}/cancel`);
    await stream.next('desk-changed', (e) => e.data.offers?.removed.includes(offer.body.id));
    await bea.at().delete('/v1/monitor');
    await end(chat);
  });

  it('reports on questions without a shift, to those concerned alone, and what came during a cut', async () => {
    const stream = await follow(bea);
    const { data } = await stream.next('desk');
    expect(data).toMatchObject({ monitor: { standing: 'offline' }, waiting: [], unreadNotices: 0 });
    await created();
    const { birch } = cooperative.institution;
    const question = await created({
      number: '4712',
      holdings: [{ ...aQuestion().holdings[0]!, institutionId: birch }],
    });
    const notice = await stream.next('notice');
    expect(notice.data).toMatchObject({
      kind: 'question-new',
      questionId: question.questionId,
      number: '4712',
      library: { id: cooperative.institution.aspen, name: 'aspen' },
      by: null,
    });
    expect(JSON.stringify(notice.data)).not.toContain('4711');
    await stream.next('desk-changed', (e) => e.data.unreadNotices === 1);
    stream.close();
    const assigned = { ...aQuestion({ number: '4713' }), assigneeId: bea.accountId };
    await emit(cooperative.nats, 'question.assigned.v1', assigned, { subject: assigned.questionId });
    const again = await follow(bea, notice.id, cooperative.replicas[1]);
    await again.next('notice', (e) => e.data.kind === 'question-assigned' && e.data.number === '4713');

    const listed = await bea.at().get('/v1/me/notices');
    expect(listed.body.items.map((n: { number: string; read: boolean }) => [n.number, n.read])).toEqual([
      ['4713', false],
      ['4712', false],
    ]);
    const read = await bea.at().post('/v1/me/notices/read', { upTo: notice.data.seq });
    expect(read.body).toEqual({ unread: 1 });
    await again.next('desk-changed', (e) => e.data.unreadNotices === 1);
    const left = await bea.at().get('/v1/me/notices?unread=true');
    expect(left.body.items.map((n: { number: string }) => n.number)).toEqual(['4713']);
  });

  it('shows at the desk what somebody does not want by mail alone', async () => {
    const prefer = (kinds: object[]) =>
      cooperative.set('notice-preferences', bea.accountId, { kinds, digestAt: '07:00' });
    await prefer([
      { kind: 'question-new', by: 'digest' },
      { kind: 'question-assigned', by: 'both' },
    ]);
    const unread = (await bea.at().post('/v1/me/notices/read', { upTo: 2_000_000_000 })).body.unread;
    expect(unread).toBe(0);
    const [holding] = aQuestion().holdings;
    await created({ number: '4720', holdings: [{ ...holding!, institutionId: bea.institutionId }] });
    const assigned = { ...aQuestion({ number: '4721' }), assigneeId: bea.accountId };
    await emit(cooperative.nats, 'question.assigned.v1', assigned, { subject: assigned.questionId });
    const kept = async () =>
      (await bea.at().get('/v1/me/notices?unread=true')).body.items.map((n: { number: string }) => n.number);
    // Two questions' events are handled side by side: one that is not there yet is not hidden either.
    const both = `SELECT FROM notices WHERE number IN ('4720', '4721')`;
    await eventually(async () => expect(await cooperative.chat.db.query(both)).toHaveLength(2));
    await eventually(async () => expect(await kept()).toEqual(['4721']));
    await prefer([]);
    await eventually(async () => expect((await kept()).sort()).toEqual(['4720', '4721']));
  });

  it('a desk with two hundred waiting requests is under 64 KB, whatever patrons write', async () => {
    const asked = await cooperative.ask('aspen', {
      patron: { name: 'Þórdís Ångström-"Ödegaard" 🦉🦉🦉' },
      question: 'Ärgerlich "lang" 🦉 '.repeat(40),
      language: 'zh-Hant-TW',
    });
    // One network may not ask so often.
    const copies = `INSERT INTO sessions SELECT (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid()))).*
      FROM sessions s, generate_series(1, 250) WHERE s.id = $1`;
    await cooperative.chat.db.query(copies, [asked.id]);
    const stream = await follow(ada);
    const { data } = await stream.next('desk');
    expect(data).toMatchObject({ waitingInAll: 251 });
    expect(data.waiting).toHaveLength(200);
    expect(Buffer.byteLength(JSON.stringify(data))).toBeLessThan(64 * 1024);
    await cooperative.chat.db.query(`DELETE FROM sessions WHERE status = 'waiting'`);
  });

  it('answers a wrong resume point aloud', async () => {
    for (const [after, status, code] of [
      ['nonsense', 400, 'malformed-cursor'],
      ['999999999.-', 422, 'future-cursor'],
    ] as const)
      expect(await ada.at().get(`${path}?after=${after}`)).toMatchObject({ status, body: { code } });
    const patron = await cooperative.ask('aspen');
    expect(await patron.at().get(path)).toMatchObject({ status: 403 });
    await patron.at().delete(`/v1/sessions/${patron.id}`);
  });

  it('opened by a ticket it is opened again by what it gave its reader, and by nothing else', async () => {
    const { body } = await ada.at().post('/v1/stream-tickets', {});
    const url = `${path}?ticket=${body.ticket}`;
    const first = await cooperative.chat.http.stream(url);
    const { id } = await first.next('desk');
    first.close();
    const again = await cooperative.replicas[1]!.http.stream(url, { 'last-event-id': id! });
    await again.next('desk');
    again.close();
    const [point] = id!.split('~');
    for (const lastEventId of [undefined, point, `${point}~wrong`]) {
      const headers: Record<string, string> = lastEventId ? { 'last-event-id': lastEventId } : {};
      await expect(cooperative.chat.http.stream(url, headers)).rejects.toThrow('401');
    }
    // With a token of its own the reader goes on from the same id.
    await (await follow(ada, id)).next('desk');
  });

  it('every event has the JSON Schema that OpenAPI gives it', async () => {
    const document = await documentOf(cooperative.chat.app, 'chat');
    const operation = document.paths['/api/chat/v1/me/stream']!.get!;
    const { content } = operation.responses['200'] as { content: Record<string, { schema: object }> };
    const events = (content['text/event-stream']!.schema as Record<string, Record<string, object>>)[
      'x-events'
    ]!;
    const ajv = formats.default(new Ajv2020({ strict: false, allErrors: true }));
    ajv.addSchema({ $id: 'doc', components: document.components });
    const chat = await accepted();
    const stream = await follow(ada);
    await stream.next('session');
    await say(chat, chat, 'Hello');
    await chat.at().post(`/v1/sessions/${chat.id}/typing`);
    await chat.at().post(`/v1/sessions/${chat.id}/read`, { seq: 1 });
    await created();
    await bea.monitor();
    await bea.at().post('/v1/instant-messages', { toLibrarianId: ada.accountId, text: 'Hi' });
    await eventually(() => {
      const seen = new Set(stream.all().map(({ event }) => event));
      const missing = Object.keys(events).filter(
        (e) => !seen.has(e) && !['renew', 'close', 'ping'].includes(e),
      );
      if (missing.length > 0) throw new Error(`not yet seen: ${missing.join()}`);
    });
    for (const { event, data } of stream.all()) {
      const { $ref } = events[event] as { $ref: string };
      const valid = ajv.compile({ $ref: `doc${$ref}` });
      expect([event, valid(data), valid.errors]).toEqual([event, true, null]);
    }
    await end(chat);
  });
});
