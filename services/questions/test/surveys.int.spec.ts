import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requests, type SurveyForm } from '@carrel/contracts';
import { emit, eventually, type StaffActor } from '@carrel/testing';
import { v7 as newId } from 'uuid';
import { PrivacyService } from '../src/privacy/privacy.service.js';
import { Running } from './a-running-service.js';
import { birch, cedar, dogwood } from './people.js';

const running = new Running();
let cleo: StaffActor, iris: StaffActor, cora: StaffActor, bo: StaffActor, far: StaffActor;
const as = (actor: StaffActor) => running.service.as(actor);
const http = () => running.service.http;
const today = new Date().toISOString().slice(0, 10);
const year = `from=${Number(today.slice(0, 4)) - 1}-12-01&to=${Number(today.slice(0, 4)) + 1}-01-31`;
const none = { use: 'none', url: null, questions: [] };
const internal = (...questions: string[]) => ({ use: 'internal', url: null, questions });
const offer = (surveys: { chatSession?: object; askAnswers?: object }, library = cedar) =>
  running.set('surveys', library, { chatSession: none, askAnswers: none, ...surveys });

const invite = async (form: SurveyForm, subjectId: string, institutionId = cedar) =>
  (await running.requests.ask(requests.surveyInvitation, { form, institutionId, subjectId })).url;
/** The path of a new link, as a patron's browser or program would use it. */
const linkTo = async (form: SurveyForm = 'chat-session', subjectId = newId(), library = cedar) => {
  const url = await invite(form, subjectId, library);
  return url!.replace(/^.*(\/v1\/.*)\/form$/, '$1');
};
const typed = (text: Record<string, string>) => new URLSearchParams(text).toString();
const asForm = { 'content-type': 'application/x-www-form-urlencoded' };
const results = async (actor: StaffActor, form: SurveyForm = 'chat-session', more = '') =>
  (await as(actor).get(`/v1/survey-results?form=${form}&${year}${more}`)).body;

beforeAll(async () => {
  await running.start();
  cleo = await running.person(cedar, { name: 'Cleo of Cedar' });
  iris = await running.person(cedar, { roles: ['institution-admin'], name: 'Iris of Cedar' });
  const groupRoles = [{ groupId: running.evergreen, role: 'coordinator' as const }];
  cora = await running.person(birch, { roles: ['reviewer'], groupRoles, name: 'Cora the coordinator' });
  bo = await running.person(birch, { name: 'Bo of Birch' });
  far = await running.person(dogwood, { roles: ['reviewer'] });
  const group = { groupId: running.evergreen, name: 'Evergreen Libraries', kind: 'subscription' as const };
  const more = { timeZone: 'America/Denver', proxyInstitutionId: null };
  await emit(running.nats, 'group.created.v1', { ...group, ...more }, { subject: running.evergreen });
});
afterAll(() => running.stop());

describe('A survey', () => {
  it('[R136] is offered by the settings of the patron’s library: off, of its own questions, or elsewhere, each form for itself', async () => {
    expect(await invite('chat-session', newId())).toBeNull();
    await offer({
      chatSession: internal('satisfied'),
      askAnswers: { ...none, use: 'external', url: 'https://forms.example/cedar' },
    });
    expect(await invite('chat-session', newId())).toMatch(/\/api\/questions\/v1\/surveys\/[\w-]{66}\/form$/);
    expect(await invite('ask-answers', newId())).toBe('https://forms.example/cedar');
    expect(await invite('chat-session', newId(), birch)).toBeNull();
  });

  it('[R137] is answered once without a sign-in, as JSON', async () => {
    await offer({ chatSession: internal('satisfied', 'answered', 'comments') });
    const path = await linkTo();
    const shown = await http().get(path);
    expect([shown.status, shown.body.library, shown.body.language]).toEqual([200, 'cedar', 'en']);
    expect(shown.body.questions.map(({ key }: { key: string }) => key)).toEqual([
      'satisfied',
      'answered',
      'comments',
    ]);
    const bad = await http().post(path, { answers: { satisfied: 9, speed: 1 } });
    expect([bad.status, bad.body.code, bad.body.facts.faults.length]).toEqual([
      422,
      'survey-answers-invalid',
      2,
    ]);
    expect((await http().post(path, { answers: {} })).body.code).toBe('nothing-answered');
    expect((await http().post(path, { answers: { satisfied: 5, comments: 'Quick!' } })).status).toBe(204);
    const again = await http().post(path, { answers: { satisfied: 1 } });
    expect([again.status, again.body.code]).toEqual([409, 'survey-already-answered']);
    expect((await http().get(path)).status).toBe(409);
  });

  it('[R137] of whom many answer at once is counted once', async () => {
    const before = (await results(cleo)).responses;
    const path = await linkTo();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => http().post(path, { answers: { satisfied: (n % 5) + 1 } })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array(7).fill(409)]);
    expect((await results(cleo)).responses).toBe(before + 1);
  });

  it('[R138] is answered on a page that needs no script, in the patron’s language, every field labelled', async () => {
    await offer({ askAnswers: internal('answer-useful', 'answered', 'improve') });
    const path = await linkTo('ask-answers');
    const page = await http().get(`${path}/form`, undefined, {
      'accept-language': 'es-MX,es;q=0.9,en;q=0.5',
    });
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self'");
    const html = page.body as string;
    expect(html).toContain('<html lang="es" dir="ltr">');
    expect(html).toContain('¿Se respondió a su pregunta?');
    expect(html).not.toContain('<script');
    const ids = [...html.matchAll(/<(?:input|textarea)[^>]* id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.length).toBe(5 + 3 + 1);
    for (const id of ids)
      expect(html).toContain(`<label class="${id === 'improve' ? 'field' : 'option'}" for="${id}">`);
    expect(html.match(/<legend>/g)).toHaveLength(2);

    const empty = await http().post(`${path}/form`, typed({ improve: ' ' }), {
      ...asForm,
      'accept-language': 'es',
    });
    expect([empty.status, /role="alert"/.test(empty.body)]).toEqual([422, true]);
    const sent = await http().post(
      `${path}/form`,
      typed({ 'answer-useful': '4', answered: 'yes', improve: '' }),
      asForm,
    );
    expect([sent.status, /Thank you/.test(sent.body)]).toEqual([200, true]);
    const again = await http().post(`${path}/form`, typed({ 'answer-useful': '1' }), asForm);
    expect([again.status, again.headers.get('content-type')]).toEqual([409, 'text/html; charset=utf-8']);
    expect((await results(iris, 'ask-answers')).items).toEqual(
      expect.arrayContaining([expect.objectContaining({ key: 'answer-useful', answers: 1, mean: 4 })]),
    );
  });

  it('[R136] escapes what people wrote: a script stays text in the name of a library and in what was typed', async () => {
    await offer({ chatSession: internal('satisfied', 'comments') }, dogwood);
    await running.rename(dogwood, 'Dogwood <script>alert(1)</script>');
    const view = await as(far).get('/v1/survey-forms/chat-session/view');
    expect([view.status, view.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(view.body).toContain('Dogwood &lt;script&gt;alert(1)&lt;/script&gt;');
    expect(view.body).not.toContain('<script');
    expect(view.body).not.toContain('<button');
    const link = await as(far).post('/v1/survey-forms/chat-session/view/links');
    const { pathname } = new URL(link.body.url);
    expect((await http().get(pathname)).body).toBe(view.body);
    expect((await http().get(pathname)).status).toBe(404);
    const path = await linkTo('chat-session', newId(), dogwood);
    const typedIn = '</textarea><script>alert(2)</script>';
    const back = await http().post(`${path}/form`, typed({ satisfied: '7', comments: typedIn }), asForm);
    expect(back.status).toBe(422);
    expect(back.body).toContain('&lt;/textarea&gt;&lt;script&gt;');
    expect(back.body).not.toContain('<script');
  });

  it('opens for nobody who made the link up, after it is switched off, or for a chat that was practice', async () => {
    await offer({ chatSession: internal('satisfied') });
    const path = await linkTo();
    const changed = path.slice(0, -1) + (path.endsWith('A') ? 'B' : 'A');
    expect((await http().get(changed)).status).toBe(404);
    const page = await http().get(`${changed}/form`);
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    await offer({});
    expect((await http().get(path)).status).toBe(404);
    await offer({ chatSession: internal('satisfied'), askAnswers: internal('satisfied') });
    const practised = await running.questionAfter('practice', cleo);
    expect(await invite('ask-answers', practised.questionId)).toBeNull();
    expect(await invite('chat-session', practised.sessionId!)).toBeNull();
  });

  it('is reported in JSON alone elsewhere: a form is still refused there', async () => {
    const path = await linkTo();
    expect((await http().post(path, typed({ satisfied: '4' }), asForm)).status).toBe(415);
  });
});

describe('The results of a survey', () => {
  it('[R136] are counted per question and period for the library, and for the group’s reviewers', async () => {
    await offer({ chatSession: internal('satisfied', 'answered', 'comments') }, birch);
    for (const [satisfied, answered, comments] of [
      [5, 'yes', 'Splendid'],
      [2, 'no', ''],
    ])
      await http().post(await linkTo('chat-session', newId(), birch), {
        answers: { satisfied, answered, comments },
      });
    const mine = await results(bo);
    expect([mine.responses, mine.period.timeZone]).toEqual([2, 'America/Denver']);
    expect(mine.items.find(({ key }: { key: string }) => key === 'satisfied')).toMatchObject({
      answers: 2,
      mean: 3.5,
      values: ['1', '2', '3', '4', '5'].map((value) => ({
        value,
        count: value === '2' || value === '5' ? 1 : 0,
      })),
    });
    expect(mine.items.find(({ key }: { key: string }) => key === 'comments')).toMatchObject({
      answers: 1,
      mean: null,
    });
    const answer = await as(bo).get(`/v1/survey-results/texts?form=chat-session&question=comments&${year}`);
    expect(answer.body.items.map(({ text }: { text: string }) => text)).toEqual(['Splendid']);

    let group = await results(cora, 'chat-session', `&groupId=${running.evergreen}`);
    await eventually(async () => {
      group = await results(cora, 'chat-session', `&groupId=${running.evergreen}`);
      expect(group.status).toBeUndefined();
    });
    expect(group.responses).toBeGreaterThan(mine.responses);
    expect(group.libraries.map(({ institutionId }: { institutionId: string }) => institutionId)).toContain(
      cedar,
    );
    expect((await results(cora, 'chat-session', `&institutionId=${cedar}`)).responses).toBeGreaterThan(0);
    for (const query of [`&institutionId=${cedar}`, `&groupId=${running.evergreen}`])
      expect((await results(far, 'chat-session', query)).status).toBe(404);
    const past = `form=chat-session&from=2020-01-01&to=2020-12-31`;
    expect((await as(bo).get(`/v1/survey-results?${past}`)).body).toMatchObject({ responses: 0, items: [] });
  });

  it('[R137] [R138] keep their counts when the patron is erased; the words and the tie to the question go', async () => {
    await offer({
      chatSession: internal('satisfied', 'comments'),
      askAnswers: internal('satisfied', 'comments'),
    });
    const { questionId, sessionId } = await running.questionAfter('answered', cleo, {
      email: 'sage@patron.example',
    });
    const chat = await linkTo('chat-session', sessionId!);
    const ask = await linkTo('ask-answers', questionId);
    for (const path of [chat, ask])
      expect((await http().post(path, { answers: { satisfied: 3, comments: 'foxglove' } })).status).toBe(204);
    const before = [await results(cleo), await results(cleo, 'ask-answers')];
    const { body } = await as(iris).post('/v1/erasures', { email: 'sage@patron.example' });
    await eventually(async () =>
      expect((await as(iris).get(`/v1/erasures/${body.id}`)).body.status).toBe('done'),
    );
    const rows = await running.service.db.query(
      `SELECT FROM survey_responses r LEFT JOIN survey_texts t ON t.response_id = r.id
       WHERE r.subject_id IN ($1, $2) OR t.text = 'foxglove'`,
      [questionId, sessionId],
    );
    expect(rows).toEqual([]);
    expect([await results(cleo), await results(cleo, 'ask-answers')]).toEqual(before);
    // Neither a used link nor a new one opens again.
    expect((await http().post(chat, { answers: { satisfied: 1 } })).status).toBe(404);
    expect(await invite('ask-answers', questionId)).toBeNull();
  });

  it('[B9] keep no words for longer than the library’s clock, also of chats that became no question', async () => {
    await offer({ chatSession: internal('satisfied', 'comments') });
    await running.questionAfter('answered', cleo);
    const path = await linkTo();
    expect((await http().post(path, { answers: { satisfied: 3, comments: 'hollyhock' } })).status).toBe(204);
    const words = () => running.service.db.query(`SELECT FROM survey_texts WHERE text = 'hollyhock'`);
    const forget = () => running.service.app.get(PrivacyService).forgetOld();
    await forget();
    expect(await words()).toHaveLength(1);
    await running.service.db.query(
      `UPDATE survey_responses r SET answered_at = answered_at - interval '366 days'
       FROM survey_texts t WHERE t.response_id = r.id AND t.text = 'hollyhock'`,
    );
    const counted = (await results(cleo)).responses;
    await forget();
    expect(await words()).toEqual([]);
    expect((await results(cleo)).responses).toBe(counted);
    const tied = `SELECT FROM survey_responses WHERE answered_at < now() - interval '365 days' AND subject_id IS NOT NULL`;
    expect(await running.service.db.query(tied)).toEqual([]);
  });
});
