import { describe, expect, it } from '@jest/globals';
import { requests } from '@carrel/contracts';
import { newId, Requests } from '@carrel/messaging';
import { emit, eventually, redeliver, type StaffActor } from '@carrel/testing';
import { librarian, receiver, rows, running, runsReferrals, toBirch } from './a-referring-library.js';
import { SaysNo } from './a-service.js';
import { word } from './word.js';

const hour = 3_600_000;

runsReferrals();

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

  it('says to each library, in lists and chains too, what it may do with it, and why not', async () => {
    const asked = toBirch();
    const { body: made } = await librarian.post('/v1/referrals', asked);
    const own = (actions: { action: string; allowed: boolean; code: string | null }[]) =>
      actions.map(({ action, code }) => [action, code]);
    expect(own(made.actions)).toEqual([
      ['return', 'only-receiver-returns'],
      ['withdraw', null],
    ]);
    const theirs = [
      ['return', null],
      ['withdraw', 'only-sender-withdraws'],
    ];
    const listed = await receiver.get(`/v1/referrals?direction=in&questionId=${asked.questionId}`);
    expect(own(listed.body.items[0].actions)).toEqual(theirs);
    expect(own((await receiver.get(`/v1/chains/${asked.questionId}`)).body.hops[0].actions)).toEqual(theirs);
    const reviewer = running.at(running.libraries.birch, ['reviewer']);
    const seen = (await reviewer.get(`/v1/referrals/${made.id}`)).body.actions;
    expect(own(seen)).toEqual([
      ['return', 'not-allowed'],
      ['withdraw', 'not-allowed'],
    ]);
    await receiver.post(`/v1/referrals/${made.id}/return`, { reason: 'No' });
    const after = (await receiver.get(`/v1/referrals/${made.id}`)).body.actions;
    expect(after[0]).toMatchObject({ code: 'referral-not-open', reason: 'The referral is returned.' });
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
      ...word(newId(), running),
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
    const closed = { ...word(questionId, running), closedReferralIds: [one, two] };
    await emit(running.nats, 'question.closed.v1', closed, { subject: questionId });
    await running.events.next('referral.closed.v1', ({ subject }) => subject === two);
    expect((await librarian.get(`/v1/referrals/${one}`)).body.status).toBe('answered');
    expect(running.events.all().filter(({ subject }) => subject === one)).toHaveLength(2);
  });

  it("[A26] the patron's library takes the question back from everyone", async () => {
    const id = await open();
    const questionId = newId();
    const recalled = { ...word(questionId, running), withdrawnReferralIds: [id] };
    await emit(running.nats, 'question.unclaimed.v1', recalled, { subject: questionId });
    const event = await running.events.next('referral.withdrawn.v1', ({ subject }) => subject === id);
    expect(event.data.actorId).toBe(recalled.actorId);
  });

  it('[F3] of 50 who return it at once one does, and 49 are answered who', async () => {
    const id = await open();
    const people = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        running.person(running.libraries.birch, { name: `Librarian ${n}` }),
      ),
    );
    // A part that is busy says 503: the same call under its key is tried again.
    const returns = async (one: StaffActor) => {
      const key = { 'idempotency-key': newId() };
      const call = () => running.as(one).post(`/v1/referrals/${id}/return`, { reason: 'No' }, key);
      for (;;) {
        const answer = await call();
        if (answer.status !== 503) return answer;
      }
    };
    const answers = await Promise.all(people.map(returns));
    const won = answers.findIndex(({ status }) => status === 200);
    const lost = answers.filter(({ status }) => status === 409);
    expect([answers.filter(({ status }) => status === 200).length, lost.length]).toEqual([1, 49]);
    const { accountId, institutionId, name } = people[won]!;
    for (const { body } of lost) {
      expect(body.facts.winner).toEqual({ accountId, institutionId });
      expect(body.detail).toContain(`by ${name}`);
      expect(['referral-not-open', 'referral-ending']).toContain(body.code);
    }
    expect(running.questions.ended.questions.filter((e) => e.referralId === id).length).toBeGreaterThan(0);
    await running.events.next('referral.returned.v1', ({ subject }) => subject === id);
  });

  it('[R66] into Shared Followup it ends with the claim', async () => {
    const questionId = newId();
    const { body } = await librarian.post('/v1/referrals', { questionId, to: { kind: 'shared-followup' } });
    const earlier = { time: new Date(Date.now() - 60_000), subject: questionId };
    await emit(
      running.nats,
      'question.claimed.v1',
      { ...word(questionId, running), fromPool: true },
      earlier,
    );
    await emit(
      running.nats,
      'question.claimed.v1',
      { ...word(questionId, running), fromPool: false },
      { subject: questionId },
    );
    await emit(
      running.nats,
      'question.claimed.v1',
      { ...word(questionId, running), fromPool: true },
      { subject: questionId },
    );
    await eventually(async () =>
      expect(await rows(questionId)).toMatchObject([{ id: body.id, status: 'claimed' }]),
    );
  });
});

describe('A referral that nobody answers', () => {
  const withDeadline = async (deadlineHours?: number | null) =>
    (await librarian.post('/v1/referrals', toBirch({ deadlineHours }))).body;
  const endings = (id: string) => running.questions.ended.questions.filter((e) => e.referralId === id);

  it('[R103] comes back at its deadline, once, also when the service was restarted meanwhile', async () => {
    const { id, deadlineAt, madeAt } = await withDeadline(48);
    expect(Date.parse(deadlineAt) - Date.parse(madeAt)).toBe(48 * hour);
    await running.service.restart();
    running.clock.advance(49 * hour);
    await running.dueNow();
    const event = await running.events.next('referral.returned.v1', ({ subject }) => subject === id);
    expect(event.data).toMatchObject({ cause: 'deadline', actorId: null });
    expect((await librarian.get(`/v1/referrals/${id}`)).body).toMatchObject({
      status: 'returned',
      endedBy: null,
    });
    await running.carryingOut().deadline({ referralId: id });
    expect(endings(id)).toMatchObject([{ by: 'deadline', actorId: null }]);
  });

  it('[R103] stays until its time has come, and one that was answered stays answered', async () => {
    const [waiting, answered] = [await withDeadline(24), await withDeadline(24)];
    await running.carryingOut().deadline({ referralId: waiting.id });
    const questionId = answered.questionId;
    const closed = { ...word(questionId, running), closedReferralIds: [answered.id] };
    await emit(running.nats, 'question.closed.v1', closed, { subject: questionId });
    await running.events.next('referral.closed.v1', ({ subject }) => subject === answered.id);
    running.clock.advance(25 * hour);
    await running.carryingOut().deadline({ referralId: answered.id });
    expect([...endings(waiting.id), ...endings(answered.id)]).toEqual([]);
    await running.carryingOut().deadline({ referralId: waiting.id });
    expect(endings(waiting.id)).toHaveLength(1);
  });

  it("[A20] has the group's deadline unless the librarian says otherwise", async () => {
    const policy = { reasonRequired: false, deadlineHours: 72 };
    await running.set('referral-policy', running.groups.evergreen, policy);
    const hours = async (limit?: number | null) => {
      const { deadlineAt, madeAt } = await withDeadline(limit);
      return deadlineAt && (Date.parse(deadlineAt) - Date.parse(madeAt)) / hour;
    };
    expect([await hours(), await hours(8), await hours(null)]).toEqual([72, 8, null]);
    await running.set('referral-policy', running.groups.evergreen, { ...policy, deadlineHours: null });
    expect((await librarian.post('/v1/referrals', toBirch({ deadlineHours: 0 }))).status).toBe(422);
  });
});

describe('A referral whose receiver can no longer act', () => {
  it('[R9] goes back when an expert is deactivated, but not while a colleague of the team is there', async () => {
    const { aspen, birch } = running.libraries;
    const [one, two] = [await running.person(birch), await running.person(birch)];
    const groupRoles = [{ groupId: running.groups.evergreen, role: 'group-admin' as const }];
    const admin = running.as(await running.person(aspen, { groupRoles }));
    const team = {
      name: 'Team',
      accountIds: [one.accountId, two.accountId],
      groupId: running.groups.evergreen,
    };
    const { id: expertId } = (await admin.post('/v1/experts', team)).body;
    const asked = { questionId: newId(), to: { kind: 'expert', expertId } };
    const { id } = (await librarian.post('/v1/referrals', asked)).body;
    await running.account(one, { active: false });
    await running.account(two, { active: false });
    const event = await running.events.next('referral.returned.v1', ({ subject }) => subject === id);
    expect(event.data).toMatchObject({ cause: 'receiver', actorId: null });
    expect(running.questions.ended.questions.filter((e) => e.referralId === id)).toMatchObject([
      { by: 'receiver-gone' },
    ]);
  });

  it('[A26] goes back from a library that is closed; an account or membership that is lost changes nothing', async () => {
    const gone = newId();
    await running.library(gone, 'Gone Library', running.groups.evergreen);
    await eventually(async () => expect(await running.directory().institution(gone)).toBeDefined());
    const to = { kind: 'subscription-partner', institutionId: gone };
    const { id } = (await librarian.post('/v1/referrals', { questionId: newId(), to })).body;
    const closes = (profileStatus: 'submitted' | 'closed') =>
      emit(
        running.nats,
        'institution.updated.v1',
        {
          ...{ institutionId: gone, name: 'Gone Library', subscriptionGroupId: running.groups.evergreen },
          ...{ timeZone: 'America/Denver', profileStatus, acceptsReferrals: true },
          ...{ redirectToInstitutionId: null, portal: false },
        },
        { subject: gone },
      );
    await closes('submitted');
    await eventually(async () =>
      expect((await running.directory().institution(gone))?.profileStatus).toBe('submitted'),
    );
    expect((await librarian.get(`/v1/referrals/${id}`)).body.status).toBe('open');
    await closes('closed');
    await running.events.next('referral.returned.v1', ({ subject }) => subject === id);
  });
});
