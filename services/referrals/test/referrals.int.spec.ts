import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { requests, type EventData } from '@carrel/contracts';
import { newId, Requests } from '@carrel/messaging';
import { anonymous, emit, eventually, redeliver, staff } from '@carrel/testing';
import { aReferralsService, SaysNo } from './a-service.js';

let running: Awaited<ReturnType<typeof aReferralsService>>;
let librarian: ReturnType<typeof running.at>;
let receiver: ReturnType<typeof running.at>;
beforeAll(async () => {
  running = await aReferralsService();
  librarian = running.at(running.libraries.aspen);
  receiver = running.at(running.libraries.birch);
});
afterAll(() => running?.stop());
beforeEach(() => {
  running.questions.standing = {};
  running.questions.refer = () => undefined;
  running.questions.end = ({ referralId }) => [referralId];
});

const toBirch = (more: object = {}) => ({
  questionId: newId(),
  to: { kind: 'cooperative-partner', institutionId: running.libraries.birch },
  ...more,
});
const rows = async (questionId: string) =>
  running.service.db.query('SELECT id, status FROM referrals WHERE question_id = $1', [questionId]);
const dueNow = () =>
  running.service.db.query(`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at > now()`);
const word = (questionId: string, more: object = {}): EventData<'question.unclaimed.v1'> => ({
  questionId,
  number: '1',
  source: 'chat',
  sessionId: null,
  patronInstitutionId: running.libraries.aspen,
  practice: false,
  noContact: false,
  pooled: false,
  dueAt: null,
  holdings: [],
  actorId: newId(),
  actorInstitutionId: running.libraries.birch,
  ...more,
});

describe('Referring a question', () => {
  it('[R98][R103] reaches the partner and tells everyone, by way of questions', async () => {
    const body = toBirch({ reason: 'They hold the maps' });
    const { status, body: referral } = await librarian.post('/v1/referrals', body);
    expect(status).toBe(201);
    expect(referral).toMatchObject({
      questionId: body.questionId,
      status: 'open',
      receiver: { institutionId: running.libraries.birch, name: 'Birch State University' },
      reason: 'They hold the maps',
    });
    expect(running.questions.referred.questions.at(-1)).toMatchObject({
      referralId: referral.id,
      to: { institutionId: running.libraries.birch },
      reason: 'They hold the maps',
    });
    const made = await running.events.next('referral.made.v1', (event) => event.subject === referral.id);
    expect(JSON.stringify(made)).not.toContain('maps');
  });

  it('[R84] reaches Shared Followup', async () => {
    const answer = await librarian.post('/v1/referrals', {
      questionId: newId(),
      to: { kind: 'shared-followup' },
    });
    expect(answer).toMatchObject({
      status: 201,
      body: { receiver: null, groupId: running.groups.evergreen },
    });
  });

  it.each(['expert', 'email-partner'])(
    '[R100][R101] to an %s says that it is not offered yet',
    async (kind) => {
      const to =
        kind === 'expert' ? { kind, expertId: newId() } : { kind, name: 'Archive', address: 'a@b.example' };
      expect(await librarian.post('/v1/referrals', toBirch({ to }))).toMatchObject({
        status: 422,
        body: { code: 'not-offered-yet' },
      });
    },
  );

  it('[R117] is refused with the reason the list shows, before questions is asked', async () => {
    const asked = running.questions.referred.questions.length;
    const to = { kind: 'cooperative-partner', institutionId: running.libraries.elm };
    const answer = await librarian.post('/v1/referrals', toBirch({ to }));
    expect(answer).toMatchObject({ status: 422, body: { code: 'profile-not-active' } });
    expect(running.questions.referred.questions.length).toBe(asked);
  });

  it('[B3] passes on what questions says against it', async () => {
    running.questions.refer = () => {
      throw new SaysNo('Birch was faster.', { turnInstitutionId: running.libraries.birch });
    };
    const body = toBirch();
    expect(await librarian.post('/v1/referrals', body)).toMatchObject({
      status: 409,
      body: { code: 'with-another-library', detail: 'Birch was faster.' },
    });
    expect(await rows(body.questionId)).toMatchObject([{ status: 'refused' }]);
  });

  it.each([[], [[]], null, 'birch', { kind: {} }, { kind: 'cooperative-partner' }])(
    'to %j is not understood',
    async (to) => {
      expect((await librarian.post('/v1/referrals', toBirch({ to }))).status).toBe(422);
    },
  );

  it('needs a librarian', async () => {
    expect((await running.as(anonymous).post('/v1/referrals', toBirch())).status).toBe(401);
    const reviewer = running.at(running.libraries.aspen, ['reviewer', 'institution-admin']);
    expect((await reviewer.post('/v1/referrals', toBirch())).status).toBe(403);
  });
});

describe('A referral that is asked for again under its key', () => {
  it('[F21] is the same referral with the same answer, also after it has ended', async () => {
    const body = toBirch();
    const key = { 'idempotency-key': newId() };
    const [first, twin] = await Promise.all([
      librarian.post('/v1/referrals', body, key),
      librarian.post('/v1/referrals', body, key),
    ]);
    expect(twin.body).toEqual(first.body);
    await receiver.post(`/v1/referrals/${first.body.id}/return`, { reason: 'Not ours' });
    const again = await librarian.post('/v1/referrals', body, key);
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(await rows(body.questionId)).toHaveLength(1);
  });

  it('[F21] is refused again as it was refused first', async () => {
    running.questions.refer = () => {
      throw new SaysNo('Birch was faster.');
    };
    const body = toBirch();
    const key = { 'idempotency-key': newId() };
    const first = await librarian.post('/v1/referrals', body, key);
    running.questions.refer = () => undefined;
    expect((await librarian.post('/v1/referrals', body, key)).body).toEqual(first.body);
  });

  it('[F21] must be the same request', async () => {
    const key = { 'idempotency-key': newId() };
    await librarian.post('/v1/referrals', toBirch(), key);
    expect(await librarian.post('/v1/referrals', toBirch(), key)).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    });
  });
});

describe('While questions does not answer', () => {
  it('[B3] the referral is kept, made by the job later, and found by whoever asks again', async () => {
    running.questions.refer = () => new Promise(() => undefined);
    const body = toBirch();
    const key = { 'idempotency-key': newId() };
    const away = await librarian.post('/v1/referrals', body, key);
    expect(away).toMatchObject({ status: 503, body: { code: 'referral-underway' } });
    expect(await rows(body.questionId)).toMatchObject([{ status: 'asked' }]);

    running.questions.refer = () => undefined;
    await dueNow();
    const { referralId } = away.body.facts;
    await running.events.next('referral.made.v1', (event) => event.subject === referralId);
    expect(await librarian.post('/v1/referrals', body, key)).toMatchObject({
      status: 201,
      body: { id: referralId },
    });
  });

  it('[B3] a crash after its yes is made good by the job, with the same referral id', async () => {
    const body = toBirch();
    const asking = running.service.app.get(Requests);
    const ask = asking.ask.bind(asking);
    asking.ask = async (contract, question) => {
      const answer = await ask(contract, question);
      if (contract.subject === requests.refer.subject) throw new Error('the process dies here');
      return answer;
    };
    expect((await librarian.post('/v1/referrals', body)).status).toBe(500);
    asking.ask = ask;
    await dueNow();
    await eventually(async () => expect(await rows(body.questionId)).toMatchObject([{ status: 'open' }]));
    const ids = running.questions.referred.questions.filter((each) => each.questionId === body.questionId);
    expect(new Set(ids.map(({ referralId }) => referralId)).size).toBe(1);
    expect(ids).toHaveLength(2);
  });
});

describe('Ending a referral', () => {
  const open = async () => (await librarian.post('/v1/referrals', toBirch())).body.id as string;

  it('[A26] the receiver returns it with a reason, which travels by request and not by event', async () => {
    const id = await open();
    expect((await receiver.post(`/v1/referrals/${id}/return`, {})).status).toBe(422);
    const reason = 'Not our county';
    expect(await receiver.post(`/v1/referrals/${id}/return`, { reason })).toMatchObject({
      status: 200,
      body: { status: 'returned', endReason: reason },
    });
    const event = await running.events.next('referral.returned.v1', ({ subject }) => subject === id);
    expect(event.data.cause).toBe('receiver');
    const asking = running.service.app.get(Requests);
    expect(await asking.ask(requests.referralReason, { referralId: id })).toMatchObject({
      endReason: reason,
    });
  });

  it('[A26] the sender withdraws it, and those further down with it', async () => {
    const id = await open();
    const onward = await open();
    running.questions.end = () => [id, onward];
    expect((await receiver.post(`/v1/referrals/${id}/withdraw`, {})).body.code).toBe('only-sender-withdraws');
    expect((await librarian.post(`/v1/referrals/${id}/withdraw`, {})).body.status).toBe('withdrawn');
    await running.events.next('referral.withdrawn.v1', ({ subject }) => subject === id);
    await running.events.next('referral.withdrawn.v1', ({ subject }) => subject === onward);
  });

  it('[F21] a repeated return gives the first answer, and a second one is refused', async () => {
    const id = await open();
    const key = { 'idempotency-key': newId() };
    const [first, twin] = await Promise.all([
      receiver.post(`/v1/referrals/${id}/return`, { reason: 'No' }, key),
      receiver.post(`/v1/referrals/${id}/return`, { reason: 'No' }, key),
    ]);
    expect([first.status, twin.status]).toEqual([200, 200]);
    expect(twin.body).toEqual(first.body);
    expect(await receiver.post(`/v1/referrals/${id}/return`, { reason: 'No' })).toMatchObject({
      status: 409,
      body: { code: 'referral-not-open' },
    });
  });

  it('[F21] a refused return stays refused under its key, and may be tried anew', async () => {
    const id = await open();
    running.questions.end = () => {
      throw new SaysNo('You have referred it onward.');
    };
    const key = { 'idempotency-key': newId() };
    const refused = await receiver.post(`/v1/referrals/${id}/return`, { reason: 'No' }, key);
    expect(refused).toMatchObject({ status: 409, body: { code: 'with-another-library' } });
    running.questions.end = ({ referralId }) => [referralId];
    expect((await receiver.post(`/v1/referrals/${id}/return`, { reason: 'No' }, key)).body).toEqual(
      refused.body,
    );
    expect((await receiver.post(`/v1/referrals/${id}/return`, { reason: 'No' })).status).toBe(200);
  });

  it('[R108][R109] it is answered or closed with the question, each event once', async () => {
    const [one, two] = [await open(), await open()];
    const answered = {
      ...word(newId()),
      answerId: newId(),
      deliveredBy: 'mail' as const,
      informedInstitutionIds: [],
      answeredReferralIds: [one],
    };
    const event = await emit(running.nats, 'question.answered.v1', answered, {
      subject: answered.questionId,
    });
    await running.events.next('referral.answered.v1', ({ subject }) => subject === one);
    await redeliver(running.nats, event);
    const questionId = newId();
    const closed = { ...word(questionId), closedReferralIds: [one, two] };
    await emit(running.nats, 'question.closed.v1', closed, { subject: questionId });
    await running.events.next('referral.closed.v1', ({ subject }) => subject === two);
    expect((await librarian.get(`/v1/referrals/${one}`)).body.status).toBe('answered');
    expect(running.events.all().filter(({ subject }) => subject === one)).toHaveLength(2);
  });

  it('[R66] into Shared Followup it ends with the claim', async () => {
    const questionId = newId();
    const { body } = await librarian.post('/v1/referrals', { questionId, to: { kind: 'shared-followup' } });
    const earlier = { time: new Date(Date.now() - 60_000), subject: questionId };
    await emit(running.nats, 'question.claimed.v1', { ...word(questionId), fromPool: true }, earlier);
    await emit(
      running.nats,
      'question.claimed.v1',
      { ...word(questionId), fromPool: false },
      { subject: questionId },
    );
    await emit(
      running.nats,
      'question.claimed.v1',
      { ...word(questionId), fromPool: true },
      { subject: questionId },
    );
    await eventually(async () =>
      expect(await rows(questionId)).toMatchObject([{ id: body.id, status: 'claimed' }]),
    );
  });
});

describe('Looking at referrals', () => {
  it('[F26] is for the two libraries at its ends; to others it does not exist', async () => {
    const { id, questionId } = (await librarian.post('/v1/referrals', toBirch())).body;
    const stranger = running.at(running.libraries.dogwood);
    expect((await librarian.get(`/v1/referrals/${id}`)).status).toBe(200);
    expect((await receiver.get(`/v1/referrals/${id}`)).status).toBe(200);
    const foreign = await stranger.get(`/v1/referrals/${id}`);
    const missing = await stranger.get(`/v1/referrals/${newId()}`);
    expect(foreign).toMatchObject({ status: 404, body: missing.body });
    expect((await stranger.post(`/v1/referrals/${id}/return`, { reason: 'x' })).body).toEqual(missing.body);
    expect((await stranger.get(`/v1/referrals?direction=in&questionId=${questionId}`)).body.items).toEqual(
      [],
    );
    expect((await stranger.get(`/v1/referrals?direction=out&questionId=${questionId}`)).body.items).toEqual(
      [],
    );
  });

  it('[R104][R105] lists what a library sent and received, newest first, page by page', async () => {
    const mine = running.as(staff({ institutionId: running.libraries.dogwood, roles: ['librarian'] }));
    running.questions.standing = { turnInstitutionId: running.libraries.dogwood };
    const made: string[] = [];
    for (let n = 0; n < 3; n += 1) made.unshift((await mine.post('/v1/referrals', toBirch())).body.id);
    const first = await mine.get('/v1/referrals?direction=out&limit=2');
    const second = await mine.get(`/v1/referrals?direction=out&limit=2&cursor=${first.body.nextCursor}`);
    const ids = [...first.body.items, ...second.body.items].map(({ id }: { id: string }) => id);
    expect(ids).toEqual(made);
    expect(second.body.nextCursor).toBeNull();
    const received = await receiver.get('/v1/referrals?direction=in&limit=3');
    expect(received.body.items.map(({ id }: { id: string }) => id)).toEqual(made);
  });
});

describe('The partner list', () => {
  const list = (query: string) => librarian.get(`/v1/partners?questionId=${newId()}&${query}`);
  const short = (items: { name: string; may: boolean; whyNot: { code: string } | null }[]) =>
    items.map(({ name, may, whyNot }) => [name.split(' ')[0], may || whyNot?.code]);

  it('[R98][R99] shows who may be referred to and why others may not', async () => {
    expect(short((await list('kind=cooperative')).body.items)).toEqual([
      ['Aspen', 'same-library'],
      ['Birch', true],
      ['Dogwood', true],
      ['Elm', 'profile-not-active'],
    ]);
    expect(short((await list('kind=subscription')).body.items)).toEqual([
      ['Aspen', 'same-library'],
      ['Birch', true],
    ]);
    expect(short((await list('kind=shared-followup')).body.items)).toEqual([['Shared', true]]);
  });

  it('[R102] is searched by name and read page by page', async () => {
    expect(short((await list('search=DOG')).body.items)).toEqual([['Dogwood', true]]);
    const first = (await list('limit=3')).body;
    const rest = (await list(`limit=3&cursor=${first.nextCursor}`)).body;
    expect(short([...first.items, ...rest.items]).map(([name]) => name)).toEqual([
      'Aspen',
      'Birch',
      'Dogwood',
      'Elm',
    ]);
  });
});
