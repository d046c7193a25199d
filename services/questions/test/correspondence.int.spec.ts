import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requests } from '@carrel/contracts';
import { newId, Requests } from '@carrel/messaging';
import { emit, eventually, redeliver, type StaffActor } from '@carrel/testing';
import { formsAMinute } from '../src/intake/persistence/form-limits.js';
import { robin, Running } from './a-running-service.js';
import { aspen, cedar } from './people.js';

const running = new Running();
let cleo: StaffActor;
beforeAll(async () => {
  await running.start();
  cleo = await running.person(cedar, { name: 'Cleo of Cedar' });
});
afterAll(() => running.stop());

const asking = () => running.service.app.get(Requests);
const at = (id: string, more = '') => `/v1/questions/${id}${more}`;
const seen = async (id: string) => (await running.service.as(cleo).get(at(id))).body;
const answered = async () => {
  const body = { text: 'Why is the sky blue?', institutionId: cedar, patron: robin };
  const { id } = (await running.service.http.post('/v1/questions', body)).body as { id: string };
  await running.service.as(cleo).post(at(id, '/answers'), { text: 'Rayleigh' });
  return id;
};
const replying = (questionId: string, more: object = {}) =>
  asking().ask(requests.patronReply, {
    questionId,
    messageId: newId(),
    text: 'And at dusk?',
    matchedBy: 'token',
    ...more,
  });
const mail = (more: object = {}) => ({
  mailId: newId(),
  institutionId: cedar,
  patron: { name: 'Robin', email: `${newId()}@patron.example` },
  subject: 'Bridge',
  text: 'When was the bridge built?',
  ...more,
});

describe("A patron's reply by mail", () => {
  it('[R134][F17] takes an answered question up again, once however often it is told', async () => {
    const questionId = await answered();
    const messageId = newId();
    const arrived = { questionId, messageId, text: 'And at dusk?', matchedBy: 'token' as const };
    const all = await Promise.all(
      [1, 2, 3].map(() =>
        asking()
          .ask(requests.patronReply, arrived)
          .catch((e: unknown) => e),
      ),
    );
    expect(all).toContainEqual({ questionId });
    expect(await asking().ask(requests.patronReply, arrived)).toEqual({ questionId });
    const body = await seen(questionId);
    expect(body).toMatchObject({ status: 'new', assignee: { id: cleo.accountId } });
    expect(body.messages.filter(({ kind }: { kind: string }) => kind === 'reply')).toMatchObject([
      { id: messageId },
    ]);
  });

  it('[B15] says in the history what told that it belongs there', async () => {
    const questionId = await answered();
    await replying(questionId, { matchedBy: 'subject' });
    expect((await seen(questionId)).history).toContainEqual(
      expect.objectContaining({
        action: 'patron-replied',
        about: expect.objectContaining({ matchedBy: 'subject' }),
      }),
    );
  });
});

describe('A mail to the library', () => {
  it('[R139] becomes a question of source mail, new at home, once, with a record of the patron', async () => {
    const asked = mail();
    const first = await asking().ask(requests.mailQuestion, asked);
    expect(await asking().ask(requests.mailQuestion, asked)).toEqual(first);
    expect(first.questionId).toBe(asked.mailId);
    expect(await seen(first.questionId)).toMatchObject({
      ...{ status: 'new', source: 'mail', subject: 'Bridge', number: first.number },
      patron: { name: 'Robin', email: asked.patron.email },
    });
    const created = await running.events.next(
      'question.created.v1',
      ({ data }) => data.questionId === first.questionId,
    );
    expect(created.data.newPatron).toBe(true);
    expect(await asking().ask(requests.questionByNumber, { number: first.number })).toEqual({
      questionId: first.questionId,
    });
    expect(await asking().ask(requests.questionByNumber, { number: '999999999' })).toEqual({
      questionId: null,
    });
  });

  it('[F28] is put off while the library is flooded', async () => {
    await asking().ask(requests.mailQuestion, mail({ institutionId: aspen }));
    await running.service.db.query('UPDATE rate_limits SET points = $1 WHERE key = $2', [
      formsAMinute,
      `questions:form:${aspen}`,
    ]);
    await expect(asking().ask(requests.mailQuestion, mail({ institutionId: aspen }))).rejects.toMatchObject({
      kind: 'too-many',
    });
  });
});

describe('What no person wrote', () => {
  it('[F16] leaves status, assignee and clock as they are, and stands as a note that the patron does not see', async () => {
    const questionId = await answered();
    const before = await running.service.db.query(
      'SELECT last_activity_at, due_at FROM questions WHERE id = $1',
      [questionId],
    );
    const arrived = { questionId, messageId: newId(), text: 'I am away until Monday.' };
    await asking().ask(requests.automaticMail, arrived);
    await asking().ask(requests.automaticMail, arrived);
    const body = await seen(questionId);
    expect(body).toMatchObject({ status: 'answered', assignee: { id: cleo.accountId } });
    expect(body.messages.filter(({ kind }: { kind: string }) => kind === 'note')).toMatchObject([
      { text: arrived.text },
    ]);
    expect(body.history.filter(({ action }: { action: string }) => action === 'automatic-mail')).toHaveLength(
      1,
    );
    expect(
      await running.service.db.query('SELECT last_activity_at, due_at FROM questions WHERE id = $1', [
        questionId,
      ]),
    ).toEqual(before);
  });

  it('[F12] a mail that bounced stands in the history, once', async () => {
    const questionId = await answered();
    const data = {
      ...{
        deliveryId: newId(),
        message: 'answer',
        institutionId: cedar,
        questionId,
        sessionId: null,
        hard: true,
      },
    };
    const event = await emit(running.nats, 'mail.bounced.v1', data, { subject: data.deliveryId });
    await redeliver(running.nats, event);
    await eventually(async () =>
      expect(JSON.stringify((await seen(questionId)).history)).toContain('mail-bounced'),
    );
    const { history, status } = await seen(questionId);
    expect(history.filter(({ action }: { action: string }) => action === 'mail-bounced')).toMatchObject([
      { about: { deliveryId: data.deliveryId, message: 'answer', hard: 'yes' } },
    ]);
    expect(status).toBe('answered');
  });
});
