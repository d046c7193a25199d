import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requests } from '@carrel/contracts';
import { eventually, patron, type StaffActor } from '@carrel/testing';
import { v7 as newId } from 'uuid';
import { robin, Running } from './a-running-service.js';
import { birch, cedar } from './people.js';
import { thisYear } from './this-year.js';

const running = new Running();
let cleo: StaffActor, cora: StaffActor, bo: StaffActor, boss: StaffActor;
const as = (actor: StaffActor) => running.service.as(actor);
const at = (id: string, more = '') => `/v1/questions/${id}${more}`;
interface Asked {
  id: string;
  number: string;
  token: string;
}
const asked = async (
  text = 'Why is the sky blue?',
  email = robin.email,
  institutionId = cedar,
): Promise<Asked> => {
  const body = { text, institutionId, patron: { name: 'Robin Reader', email } };
  return (await running.service.http.post('/v1/questions', body)).body;
};
const byMail = async (
  text: string,
  files: { id: string; name: string; mediaType: string; bytes: number }[] = [],
) => {
  const mail = { mailId: newId(), institutionId: cedar, patron: robin, subject: 'Two things', text, files };
  return running.requests.ask(requests.mailQuestion, mail);
};
const merge = (one: Asked, into: Asked, actor = cleo) =>
  as(actor).post(at(one.id, '/merge'), { into: into.number });

beforeAll(async () => {
  await running.start();
  cleo = await running.person(cedar, { name: 'Cleo of Cedar' });
  cora = await running.person(cedar, { roles: ['librarian', 'reviewer'] });
  boss = await running.person(cedar, { roles: ['institution-admin'] });
  bo = await running.person(birch, { name: 'Bo of Birch' });
});
afterAll(() => running.stop());

describe('Merging a duplicate', () => {
  it('row 54: shows on both where it went on, publishes it, and sends what the patron writes later there', async () => {
    const [kept, duplicate, again] = [await asked(), await asked(), await asked()];
    expect((await merge(again, duplicate)).status).toBe(200);
    const merged = await merge(duplicate, kept);
    expect([merged.status, merged.body]).toMatchObject([200, { status: 'closed', mark: 'duplicate' }]);
    const { data } = await running.events.next('question.merged.v1', (e) => e.subject === duplicate.id);
    expect(data.intoQuestionId).toBe(kept.id);
    const gone = (await as(cleo).get(at(duplicate.id))).body;
    expect(gone).toMatchObject({ seenBy: 'staff' });
    expect(gone.related).toContainEqual({ relation: 'merged-into', id: kept.id, number: kept.number });
    expect(gone.related).toContainEqual({ relation: 'merged-from', id: again.id, number: again.number });
    expect(gone.history.at(-1)).toMatchObject({
      action: 'merged',
      about: { questionId: kept.id, number: kept.number },
    });
    const { related, history } = (await as(cleo).get(at(kept.id))).body;
    expect(related).toEqual([{ relation: 'merged-from', id: duplicate.id, number: duplicate.number }]);
    expect(history.at(-1)).toMatchObject({ action: 'merged-in', about: { number: duplicate.number } });

    const robinAgain = running.service.as(patron(again.token));
    const file = await robinAgain.post(at(again.id, '/files?name=sky.txt'), Buffer.from('Blue.'), {
      'content-type': 'text/plain',
    });
    expect(file.status).toBe(201);
    const robinWrites = await robinAgain.post(at(again.id, '/replies'), {
      text: 'By day.',
      fileIds: [file.body.id],
    });
    expect(robinWrites.body.status).toBe('open');
    const messageId = newId();
    const reply = {
      questionId: duplicate.id,
      messageId,
      text: 'At noon.',
      quoted: '',
      matchedBy: 'token' as const,
      files: [],
    };
    for (let n = 0; n < 2; n += 1)
      expect(await running.requests.ask(requests.patronReply, reply)).toEqual({ questionId: kept.id });
    const { messages, files } = (await as(cleo).get(at(kept.id))).body;
    expect(files).toMatchObject([{ name: 'sky.txt' }]);
    expect(messages.map(({ text }: { text: string }) => text)).toEqual(['By day.', 'At noon.']);
    expect((await as(cleo).get(at(duplicate.id))).body.status).toBe('closed');
  });

  it('row 54: shows the patron the number, as data and on the page of own questions', async () => {
    const [kept, duplicate] = [
      await asked('One?', 'page@patron.example'),
      await asked('One!', 'page@patron.example'),
    ];
    await merge(duplicate, kept);
    const seen = (await running.service.as(patron(duplicate.token)).get(at(duplicate.id))).body;
    expect(seen).toMatchObject({ seenBy: 'patron', status: 'closed' });
    expect(seen.related).toEqual([{ relation: 'merged-into', id: kept.id, number: kept.number }]);
    const page = await running.service.http.post('/v1/my-questions/page', `token=${duplicate.token}`, {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(String(page.body)).toContain(`This question goes on under the number ${kept.number}.`);
  });

  it('row 54: is refused with its reason, and finds nothing where there is nothing to be seen', async () => {
    const kept = await asked();
    expect((await merge(await asked('Mine?', 'else@patron.example'), kept)).body.code).toBe('other-patron');
    expect((await merge(kept, kept)).body.code).toBe('not-its-own-duplicate');
    expect((await as(cleo).post(at(kept.id, '/merge'), { into: '99999999' })).status).toBe(404);
    expect((await merge(kept, await asked('Here?', robin.email, birch))).status).toBe(404);
    expect((await merge(kept, await asked(), bo)).status).toBe(404);
    expect((await as(cleo).post(at(kept.id, '/merge'), { into: 'x' })).status).toBe(422);
    await running.set('close-policy', running.evergreen, { who: 'home-reviewers-only' });
    const duplicate = await asked();
    expect((await merge(duplicate, kept)).body.code).toBe('home-reviewers-close');
    expect((await merge(duplicate, kept, cora)).status).toBe(200);
    await running.set('close-policy', running.evergreen, { who: 'any-holder' });
  });

  it('[promise 16] two at once, each into the other, end with one of them closed', async () => {
    for (let n = 0; n < 5; n += 1) {
      const [one, other] = [await asked(), await asked()];
      const statuses = (await Promise.all([merge(one, other), merge(other, one)])).map(
        ({ status }) => status,
      );
      expect(statuses.sort()).toEqual([200, 409]);
    }
  });

  it('[2.5] counts the question once, and the duplicate apart', async () => {
    const reviewer = await running.person(birch, { roles: ['reviewer'] });
    const report = async () => (await as(reviewer).get(`/v1/statistics?${thisYear}&by=source`)).body;
    const worker = await running.person(birch, { name: 'Bea of Birch' });
    const [kept, duplicate] = [
      await asked('A?', 'count@patron.example', birch),
      await asked('A!', 'count@patron.example', birch),
    ];
    await eventually(async () => expect((await report()).total).toBeGreaterThanOrEqual(2));
    const before = await report();
    expect((await merge(duplicate, kept, worker)).status).toBe(200);
    await eventually(async () => {
      const { total, apart } = await report();
      expect([total, apart.duplicate]).toEqual([before.total - 1, (before.apart.duplicate ?? 0) + 1]);
    });
  });

  it('[B9] stands in the export of what is kept, and goes with the patron', async () => {
    const [kept, duplicate] = [
      await asked('Out?', 'export@patron.example'),
      await asked('Out!', 'export@patron.example'),
    ];
    await merge(duplicate, kept);
    const { body } = await as(boss).post('/v1/exports', { email: 'export@patron.example' });
    const { questions } = typeof body === 'string' ? JSON.parse(body) : body;
    expect(
      questions.map(({ number, goesOnAs }: { number: string; goesOnAs: string | null }) => [
        number,
        goesOnAs,
      ]),
    ).toEqual([
      [kept.number, null],
      [duplicate.number, kept.number],
    ]);
    const { id } = (await as(boss).post('/v1/erasures', { email: 'export@patron.example' })).body;
    await eventually(async () => expect((await as(boss).get(`/v1/erasures/${id}`)).body.questions).toBe(2));
    expect((await as(cleo).post(at(duplicate.id, '/notes'), { text: 'x' })).body.code).toBe('erased');
  });
});

describe('Splitting a message', () => {
  it('row 55: makes two questions of it, with the message and what came with it, and the patron is notified once', async () => {
    const file = { id: newId(), name: 'map.pdf', mediaType: 'application/pdf', bytes: 10 };
    const { questionId, number } = await byMail('Where is the map? And who drew it?', [file]);
    const split = await as(cleo).post(at(questionId, '/split'), {
      subject: 'Who drew the map',
      ownSubject: 'Where the map is',
    });
    expect([split.status, split.body]).toMatchObject([
      201,
      { source: 'mail', subject: 'Who drew the map', status: 'new', assignee: { id: cleo.accountId } },
    ]);
    const opened = split.body as { id: string; number: string };
    const shown = (await as(cleo).get(at(opened.id))).body;
    expect(shown).toMatchObject({
      ...{ text: 'Where is the map? And who drew it?', patron: robin, files: [{ name: 'map.pdf' }] },
      related: [{ relation: 'split-from', id: questionId, number }],
    });
    const whole = (await as(cleo).get(at(questionId))).body;
    expect(whole).toMatchObject({
      subject: 'Where the map is',
      related: [{ relation: 'split-into', number: opened.number }],
    });
    expect([whole.createdAt, whole.dueAt]).toEqual([shown.createdAt, shown.dueAt]);
    expect(whole.history.at(-1)).toMatchObject({ action: 'split', about: { number: opened.number } });
    const event = await running.events.next('question.split.v1', (e) => e.subject === questionId);
    expect(event.data.newQuestionId).toBe(opened.id);
    const created = await running.events.next('question.created.v1', (e) => e.subject === opened.id);
    expect(created.data.splitFromId).toBe(questionId);
    const found = async (words: string) =>
      (await as(cleo).get(`/v1/questions?list=all&q=${words}`)).body.items
        .map(({ id }: { id: string }) => id)
        .sort();
    expect(await found('drew')).toEqual([questionId, opened.id].sort());
  });

  it('row 55: is refused with its reason, and done by the patron’s library alone', async () => {
    const { questionId } = await byMail('One? Two?');
    expect((await as(bo).post(at(questionId, '/split'), { subject: 'Two' })).status).toBe(404);
    expect((await as(cleo).post(at(questionId, '/split'), { subject: ' ' })).status).toBe(422);
    expect((await as(cleo).post(at(questionId, '/split'), { subject: 'x'.repeat(201) })).status).toBe(422);
    const { questionId: chat } = await running.questionAfter('followup-by-me', cleo);
    expect((await as(cleo).post(at(chat, '/split'), { subject: 'Two' })).body.code).toBe('chat-is-whole');
    await as(cleo).post(at(questionId, '/close'), {});
    expect((await as(cleo).post(at(questionId, '/split'), { subject: 'Two' })).status).toBe(409);
  });

  it('[2.5] counts two questions on the day the message came', async () => {
    const by = `${thisYear}&by=source`;
    const mails = async () => {
      const { items } = (await as(cora).get(`/v1/statistics?${by}`)).body;
      return items.find(({ value }: { value: string }) => value === 'mail')?.count ?? 0;
    };
    const { questionId } = await byMail('A? B?');
    await running.events.next('question.created.v1', (e) => e.subject === questionId);
    await eventually(async () => {
      const rows = await running.service.db.query<unknown[]>(
        'SELECT FROM statistics_facts WHERE question_id = $1',
        [questionId],
      );
      expect(rows).toHaveLength(1);
    });
    const before = await mails();
    await as(cleo).post(at(questionId, '/split'), { subject: 'B' });
    await eventually(async () => expect(await mails()).toBe(before + 1));
  });
});
