import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requests } from '@carrel/contracts';
import { patron, type StaffActor } from '@carrel/testing';
import { v7 as newId } from 'uuid';
import { robin, Running, text } from './a-running-service.js';
import { aspen, birch, cedar, dogwood, elm } from './people.js';

const running = new Running();
let bo: StaffActor, ada: StaffActor, cleo: StaffActor, dan: StaffActor;
beforeAll(async () => {
  await running.start();
  bo = await running.person(birch, { name: 'Bo of Birch' });
  ada = await running.person(aspen, { name: 'Ada of Aspen' });
  cleo = await running.person(cedar, { name: 'Cleo of Cedar' });
  dan = await running.person(dogwood, { name: 'Dan of Dogwood' });
});
afterAll(() => running.stop());
const as = (actor: StaffActor) => running.service.as(actor);
const claimedByAda = async () => {
  const { questionId } = await running.questionAfter('followup-by-patron-library', bo);
  await as(ada).post(`/v1/questions/${questionId}/claim`);
  return questionId;
};

describe('Many at once', () => {
  it('[R72] [F3] of 50 librarians who claim one question, one wins and 49 are answered who', async () => {
    const { questionId } = await running.questionAfter('followup-by-patron-library', bo);
    const libraries = [cedar, birch, aspen];
    const people = await Promise.all(
      Array.from({ length: 50 }, (_, n) => running.person(libraries[n % 3]!, { name: `Librarian ${n}` })),
    );
    const answers = await Promise.all(people.map((one) => as(one).post(`/v1/questions/${questionId}/claim`)));
    const won = answers.findIndex((a) => a.status === 200);
    const lost = answers.filter((a) => a.status === 409);
    expect([answers.filter((a) => a.status === 200).length, lost.length]).toEqual([1, 49]);
    const { accountId, institutionId, name } = people[won]!;
    for (const { body } of lost) {
      expect(body).toMatchObject({
        code: 'already-claimed',
        detail: `${name} has claimed this question.`,
        facts: { winner: { accountId, institutionId } },
      });
    }
    await as(people[won]!).post(`/v1/questions/${questionId}/notes`, { text: 'Mine' });
    await running.events.next('question.note-added.v1', (e) => e.data.questionId === questionId);
    const events = running.events.all().filter((e) => e.subject === questionId);
    expect(events.filter((e) => e.type === 'question.claimed.v1')).toHaveLength(1);
  });

  it('[F21] a claim that is repeated under its key gives the first answer', async () => {
    const { questionId } = await running.questionAfter('followup-by-patron-library', bo);
    const claim = () =>
      as(ada).post(`/v1/questions/${questionId}/claim`, undefined, { 'idempotency-key': 'claim-1' });
    const [first, ...others] = await Promise.all(Array.from({ length: 5 }, claim));
    expect(first!.status).toBe(200);
    for (const other of others) expect(other.body).toEqual(first!.body);
  });
});

describe('Referrals, as referrals asks for them', () => {
  it('[B3] the same referral twice gives the same answer and one event', async () => {
    const id = await claimedByAda();
    const referralId = newId();
    const [first, second] = await Promise.all([
      running.refer(id, ada, dogwood, referralId),
      running.refer(id, ada, dogwood, referralId),
    ]);
    expect(second).toEqual(first);
    expect(await running.refer(id, ada, dogwood, referralId)).toEqual(first);
    expect(first).toMatchObject({
      turnInstitutionId: dogwood,
      waitingInstitutionIds: [aspen],
      homeInstitutionId: cedar,
    });
    const mine = (await history(id)).filter((line) => line.action === 'referred');
    expect(mine).toHaveLength(1);
  });

  it('[R60] are refused naming the library whose turn it is', async () => {
    const id = await claimedByAda();
    await expect(running.refer(id, cleo, dogwood)).rejects.toMatchObject({
      code: 'with-another-library',
      facts: { institutionId: aspen },
    });
  });

  it('[A26] are returned with a reason, to the sender who had it', async () => {
    const id = await claimedByAda();
    const referralId = newId();
    await running.refer(id, ada, dogwood, referralId);
    const ended = await running.end(referralId, 'return', dan, 'Not our county');
    expect(ended).toEqual({ questionId: id, endedReferralIds: [referralId] });
    expect(await running.end(referralId, 'return', dan)).toEqual(ended);
    expect(await running.listsOf(dan, id)).toEqual([]);
    expect(await running.listsOf(ada, id)).toEqual(['active', 'my active', 'new', 'my new', 'all', 'my all']);
    expect((await history(id)).at(-1)).toMatchObject({
      action: 'returned',
      reason: 'Not our county',
      institutionId: dogwood,
    });
    expect((await as(dan).get(`/v1/questions/${id}`)).body.patron).toBeNull();
  });

  it('[A26] go back without an assignee when the sender has left', async () => {
    const gone = await running.person(aspen);
    const { questionId } = await running.questionAfter('followup-by-patron-library', bo);
    await as(gone).post(`/v1/questions/${questionId}/claim`);
    const referralId = newId();
    await running.refer(questionId, gone, dogwood, referralId);
    await running.account(gone, { active: false });
    await running.end(referralId, 'return', dan);
    expect(await running.listsOf(ada, questionId)).toEqual(['active', 'new', 'all']);
  });

  it('[A26] are withdrawn from everyone further down', async () => {
    const id = await claimedByAda();
    const [first, second] = [newId(), newId()];
    await running.refer(id, ada, dogwood, first);
    await running.refer(id, dan, elm, second);
    const { endedReferralIds } = await running.end(first, 'withdraw', ada);
    expect(new Set(endedReferralIds)).toEqual(new Set([first, second]));
    expect(await running.listsOf(dan, id)).toEqual([]);
    await expect(running.end(second, 'return', await running.person(elm))).rejects.toMatchObject({
      code: 'referral-ended',
    });
  });

  it('answer where a question stands to a library that may read it, and to no other', async () => {
    const id = await claimedByAda();
    const ask = (institutionId: string) =>
      running.requests.ask(requests.questionStanding, { questionId: id, institutionId });
    expect(await ask(aspen)).toMatchObject({ turnInstitutionId: aspen, pooled: false, noContact: false });
    await expect(ask(elm)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('Mails about a question', () => {
  it('[R71] have the text of the answer, and who wrote it', async () => {
    const id = await claimedByAda();
    const { body } = await as(ada).post(`/v1/questions/${id}/answers`, { text: 'Not for ordinary wear.' });
    const letter = await running.requests.ask(requests.questionLetter, {
      questionId: id,
      messageId: body.id,
    });
    expect(letter).toMatchObject({
      ...{ patron: robin, questionText: text, messageText: 'Not for ordinary wear.' },
      ...{ authorId: ada.accountId, patronInstitutionId: cedar },
    });
  });

  it('[B6] may be seen by who may read the question, with contact only where it is listed', async () => {
    const id = await claimedByAda();
    const may = (who: StaffActor) => {
      const { accountId, institutionId } = who;
      return running.requests.ask(requests.mayReadQuestion, { questionId: id, accountId, institutionId });
    };
    expect(await may(ada)).toEqual({ allowed: true, contact: true });
    expect(await may(bo)).toEqual({ allowed: false, contact: false });
    expect(await may(dan)).toEqual({ allowed: false, contact: false });
    const groupRoles = [{ groupId: running.evergreen, role: 'coordinator' as const }];
    expect(await may(await running.person(birch, { groupRoles }))).toEqual({ allowed: true, contact: true });
  });
});

describe('Assigning, noting, closing', () => {
  it('[R67] an administrator assigns to a colleague, who finds it among his or her own', async () => {
    const id = await claimedByAda();
    const admin = await running.person(aspen, { roles: ['institution-admin'] });
    const colleague = await running.person(aspen, { name: 'Amy of Aspen' });
    const wrong = await as(admin).post(`/v1/questions/${id}/assign`, { assigneeId: bo.accountId });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'not-a-colleague' } });
    const right = await as(admin).post(`/v1/questions/${id}/assign`, { assigneeId: colleague.accountId });
    expect(right).toMatchObject({ status: 200, body: { assignee: { name: 'Amy of Aspen' } } });
    expect(await running.listsOf(ada, id)).toEqual(['active', 'new', 'all']);
    expect(await running.listsOf(colleague, id)).toContain('my new');
    const event = await running.events.next('question.assigned.v1', (e) => e.data.questionId === id);
    expect(event.data.assigneeId).toBe(colleague.accountId);
  });

  it('[R62] any holder closes where the group has it so, but not a library that waits', async () => {
    const id = await claimedByAda();
    await running.refer(id, ada, dogwood);
    expect(await as(ada).post(`/v1/questions/${id}/close`)).toMatchObject({
      ...{ status: 409, body: { code: 'with-another-library', facts: { institutionId: dogwood } } },
    });
    await as(dan).post(`/v1/questions/${id}/notes`, { text: 'Called the patron' });
    expect((await as(dan).post(`/v1/questions/${id}/close`)).status).toBe(200);
    expect(await running.listsOf(ada, id)).toEqual(['closed', 'my closed', 'all', 'my all']);
    expect((await as(ada).get(`/v1/questions/${id}`)).body.messages).toMatchObject([
      { kind: 'note', text: 'Called the patron' },
    ]);
    expect((await as(ada).post(`/v1/questions/${id}/close`)).body.code).toBe('already-closed');
  });
});

describe('A question that comes through the web form', () => {
  const form = (more: object = {}) => ({
    text: 'Do you have maps of the county?',
    patron: robin,
    institutionId: cedar,
    ...more,
  });

  it('[R129] is New at the library, and its patron follows it with the token', async () => {
    const asked = await running.service.http.post('/v1/questions', form());
    expect(asked).toMatchObject({ status: 201, body: { number: expect.stringMatching(/^\d+$/) } });
    const { id, token } = asked.body;
    const mine = () => running.service.as(patron(token)).get(`/v1/questions/${id}`);
    expect((await mine()).body).toMatchObject({
      status: 'open',
      answers: [],
      subject: 'Do you have maps of the county?',
    });
    expect(await running.listsOf(cleo, id)).toEqual(['active', 'new', 'all']);
    await as(cleo).post(`/v1/questions/${id}/notes`, { text: 'Ask the archive' });
    await as(cleo).post(`/v1/questions/${id}/answers`, { text: 'Yes, in room 2.' });
    const seen = await mine();
    expect(seen.body).toMatchObject({ status: 'answered', answers: [{ text: 'Yes, in room 2.' }] });
    expect(JSON.stringify(seen.body)).not.toMatch(/archive|holdings|history/);
  });

  it('[B14] is shown to nobody with the token of another question', async () => {
    const [one, two] = [
      await running.service.http.post('/v1/questions', form()),
      await running.service.http.post('/v1/questions', form()),
    ];
    const foreign = await running.service.as(patron(two.body.token)).get(`/v1/questions/${one.body.id}`);
    expect(foreign.status).toBe(404);
  });

  it('[R76] without an address is answered by telephone or desk only', async () => {
    const { body } = await running.service.http.post('/v1/questions', form({ patron: { name: 'Robin' } }));
    const answers = `/v1/questions/${body.id}/answers`;
    expect(await as(cleo).post(answers, { text: 'Yes' })).toMatchObject({
      status: 422,
      body: { code: 'no-address' },
    });
    expect((await as(cleo).post(answers, { text: 'Yes', deliveredBy: 'telephone' })).status).toBe(201);
  });

  it('is refused for a library nobody knows, and when it says what only staff may', async () => {
    const unknown = await running.service.http.post('/v1/questions', form({ institutionId: newId() }));
    expect(unknown).toMatchObject({ status: 422, body: { code: 'unknown-library' } });
    expect((await running.service.http.post('/v1/questions', form({ source: 'desk' }))).status).toBe(401);
    expect((await running.service.http.post('/v1/questions', form({ status: 'closed' }))).status).toBe(422);
    const header = form({ patron: { name: 'Robin\r\nBcc: all@patron.example' } });
    expect((await running.service.http.post('/v1/questions', header)).status).toBe(422);
    expect(await running.service.http.post('/v1/questions', form({ patron: [] }))).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'patron' }] },
    });
  });

  it('[R70] taken at the desk belongs to the librarian who took it', async () => {
    const { body } = await as(cleo).post('/v1/questions', form({ source: 'desk' }));
    expect(body).not.toHaveProperty('token');
    expect(await running.listsOf(cleo, body.id)).toEqual([
      'active',
      'my active',
      'new',
      'my new',
      'all',
      'my all',
    ]);
    expect((await as(dan).post('/v1/questions', form({ source: 'desk' }))).status).toBe(403);
  });
});

async function history(id: string): Promise<{ action: string }[]> {
  return (await as(cleo).get(`/v1/questions/${id}`)).body.history;
}
