import { describe, expect, it } from '@jest/globals';
import { requests } from '@carrel/contracts';
import { newId, Requests } from '@carrel/messaging';
import { anonymous, eventually } from '@carrel/testing';
import { librarian, receiver, rows, running, runsReferrals, toBirch } from './a-referring-library.js';
import { SaysNo } from './a-service.js';

runsReferrals();

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
    const unavailable = await librarian.post('/v1/referrals', body, key);
    expect(unavailable).toMatchObject({ status: 503, body: { code: 'referral-underway' } });
    expect(await rows(body.questionId)).toMatchObject([{ status: 'asked' }]);

    running.questions.refer = () => undefined;
    await running.dueNow();
    const { referralId } = unavailable.body.facts;
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
    await running.dueNow();
    await eventually(async () => expect(await rows(body.questionId)).toMatchObject([{ status: 'open' }]));
    const ids = running.questions.referred.questions.filter((each) => each.questionId === body.questionId);
    expect(new Set(ids.map(({ referralId }) => referralId)).size).toBe(1);
    expect(ids).toHaveLength(2);
  });
});
