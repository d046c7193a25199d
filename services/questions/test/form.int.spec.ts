import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requests, settings, type EventData } from '@carrel/contracts';
import { Requests } from '@carrel/messaging';
import { emit, eventually } from '@carrel/testing';
import { PatronMarks, secretsOf, SERVICE_CONFIG, type ServiceConfig } from '@carrel/web';
import { v7 as newId } from 'uuid';
import { formsAMinute } from '../src/intake/persistence/form-limits.js';
import { robin, Running } from './a-running-service.js';
import { aspen, birch, cedar } from './people.js';

const running = new Running();
beforeAll(() => running.start());
afterAll(() => running.stop());
const ask = (more: object = {}, headers: Record<string, string> = {}) =>
  running.service.http.post(
    '/v1/questions',
    { text: 'Hours?', institutionId: cedar, patron: robin, ...more },
    headers,
  );

describe('The web form', () => {
  it('keeps the patron’s language, for staff and for mails about the question, until the identity is erased', async () => {
    const languageOf = async ({ body }: { body: { id: string } }) => {
      const [row] = await running.service.db.query('SELECT language FROM questions WHERE id = $1', [body.id]);
      return row.language;
    };
    const asked = await ask({ language: 'es-mx' }, { 'accept-language': 'de' });
    expect(await languageOf(asked)).toBe('es-MX');
    expect(await languageOf(await ask({}, { 'accept-language': 'de-AT, en' }))).toBe('de-AT');
    expect(await languageOf(await ask({}, { 'accept-language': '*' }))).toBeNull();
    expect((await ask({ language: 'Spanish, please' })).status).toBe(422);
    const letter = { questionId: asked.body.id, messageId: null };
    expect(await running.service.app.get(Requests).ask(requests.questionLetter, letter)).toMatchObject({
      language: 'es-MX',
    });
  });

  it('[F28] of a flooded library says when to try again, and another library’s goes on', async () => {
    await ask();
    await running.service.db.query('UPDATE rate_limits SET points = $1 WHERE key = $2', [
      formsAMinute,
      `questions:form:${cedar}`,
    ]);
    const refused = await ask();
    expect(refused).toMatchObject({ status: 429, body: { code: 'form-busy' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask({ institutionId: birch })).status).toBe(201);
    await running.service.db.query('UPDATE rate_limits SET expire = 0 WHERE key = $1', [
      `questions:form:${cedar}`,
    ]);
    expect((await ask()).status).toBe(201);
  });

  it('[F28] takes nothing from a program that fills in what people cannot see', async () => {
    expect((await ask({ website: 'https://spam.example' })).status).toBe(422);
    expect((await ask({ website: '' })).status).toBe(201);
  });

  it('[F21] sent twice under one key is one question, with the first answer', async () => {
    const key = crypto.randomUUID();
    const once = () => ask({ text: 'Twice?' }, { 'idempotency-key': key });
    const [first, second] = await Promise.all([once(), once()]);
    expect(first.status).toBe(201);
    expect(second.body).toEqual(first.body);
    const asked = await running.service.db.query(`SELECT 1 FROM questions WHERE text = 'Twice?'`);
    expect(asked).toHaveLength(1);
  });

  describe('[12.4] sent twice within seconds without a key', () => {
    const seconds = (equalPostsSeconds: number) =>
      Object.assign(running.service.app.get<ServiceConfig>(SERVICE_CONFIG), { equalPostsSeconds });
    // Longer than the slowest machine takes over a test.
    beforeAll(() => void seconds(600));
    afterAll(() => void seconds(0));
    const count = async (text: string) =>
      (await running.service.db.query('SELECT 1 FROM questions WHERE text = $1', [text])).length;
    const replays = (answers: { headers: Headers }[]) =>
      answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true').length;

    it('is one question, also at the same moment, and every answer after the first says so', async () => {
      const text = 'Click, click?';
      const answers = await Promise.all(Array.from({ length: 8 }, () => ask({ text })));
      answers.push(await ask({ text }));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      expect([replays(answers), await count(text)]).toEqual([8, 1]);
      const token = answers[8]!.body.token as string;
      const own = { authorization: `Bearer ${token}` };
      const path = `/v1/questions/${answers[8]!.body.id}`;
      expect((await running.service.http.get(path, undefined, own)).status).toBe(200);
    });

    it('is one question where two processes of the service get it, and is answered as new or as already there', async () => {
      const other = await running.beside({ EQUAL_POSTS_SECONDS: '600' });
      try {
        const body = { text: 'Which of you?', institutionId: cedar, patron: robin };
        const both = [running.service.http, other.http];
        const answers = await Promise.all(
          Array.from({ length: 10 }, (_, n) => both[n % 2]!.post('/v1/questions', body)),
        );
        const said = new Set(answers.map(({ status, body: { code } }) => (status === 201 ? 201 : code)));
        expect([...said].filter((one) => one !== 201 && one !== 'sent-already')).toEqual([]);
        expect([said.has(201), await count('Which of you?')]).toEqual([true, 1]);
      } finally {
        await other.stop();
      }
    });

    it('is two when a word of it, the sender or the key differs, or once the seconds are over', async () => {
      const text = 'Again?';
      const answers = [
        await ask({ text }),
        await ask({ text: `${text} ` }),
        await ask({ text, patron: { ...robin, name: 'Robin R.' } }),
        await ask({ text }, { 'idempotency-key': crypto.randomUUID() }),
        await ask({ text }, { 'x-forwarded-for': '192.0.2.7' }),
      ];
      await running.service.db.query(
        `UPDATE idempotency_keys SET created_at = created_at - interval '601 s'`,
      );
      answers.push(await ask({ text }));
      expect([new Set(answers.map(({ body }) => body.id)).size, replays(answers)]).toEqual([6, 0]);
    });

    it('is answered as already there by a process that cannot repeat the first answer', async () => {
      await ask({ text: 'Which process?' });
      await running.service.db.query(
        `UPDATE idempotency_keys SET answer = set_byte(answer, 30, 255 - get_byte(answer, 30))`,
      );
      const again = await ask({ text: 'Which process?' });
      expect(again).toMatchObject({ status: 409, body: { code: 'sent-already' } });
    });

    it('is one at the desk too', async () => {
      const librarian = running.service.as(await running.person(cedar));
      const asked = { text: 'By phone?', institutionId: cedar, patron: robin, source: 'phone' };
      const answers = await Promise.all([1, 2, 3].map(() => librarian.post('/v1/questions', asked)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
      expect([replays(answers), await count('By phone?')]).toEqual([2, 1]);
    });

    it('may be mended after a refusal', async () => {
      const body = { institutionId: crypto.randomUUID(), text: 'Mended?' };
      expect((await ask(body)).status).toBe((await ask(body)).status);
      expect(await count('Mended?')).toBe(0);
    });
  });

  it('[B24] is served as the library set it, and asks for what it says', async () => {
    const form = {
      ...{
        title: 'Ask Birch',
        introduction: 'Hello from {{library}}',
        subject: 'optional',
        email: 'required',
      },
      fields: [{ name: 'card', label: 'Library card', kind: 'line', required: true, options: [] }],
      ...{ assigneeId: null, acknowledgement: 'We of {{library}} write within three days.' },
    };
    const librarian = await running.person(birch, { name: 'Bo of Birch' });
    await running.set('ask-form', birch, { ...form, assigneeId: librarian.accountId });
    const served = await running.service.http.get(`/v1/ask-forms/${birch}`);
    expect(served.body).toEqual({
      ...{ institutionId: birch, title: 'Ask Birch', introduction: 'Hello from birch' },
      ...{ subject: 'optional', email: 'required' },
      fields: form.fields.map((field) => ({ ...field, optionLabels: [] })),
    });
    expect((await running.service.http.get(`/v1/ask-forms/${crypto.randomUUID()}`)).status).toBe(404);

    const refused = await ask({ institutionId: birch, patron: { name: 'Robin' } });
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'form-not-filled-in', facts: { missing: ['patron.email', 'card'] } },
    });
    const taken = await ask({ institutionId: birch, fields: { card: 'B 17' } });
    expect(taken.body.acknowledgement).toBe('We of birch write within three days.');
    const { body } = await running.service.as(librarian).get(`/v1/questions/${taken.body.id}`);
    expect(body.fields).toEqual([{ name: 'card', label: 'Library card', value: 'B 17' }]);
    // The librarian whom the form names is assigned it, and notified (row 11).
    expect(body).toMatchObject({ status: 'new', assignee: { id: librarian.accountId } });
  });
});

describe('[2.2] A patron whom the library has banned', () => {
  const abuse = settings['patron-abuse'].default;
  const from = (address: string) => ({ 'x-forwarded-for': address });
  const rude = (email: string, address: string) =>
    ask({ patron: { name: 'Rude Rob', email } }, from(address));
  const publishBan = async (name: 'ban.made.v1' | 'ban.lifted.v1', banId: string, more: object = {}) => {
    const data = { banId, institutionId: cedar, sessionId: banId, ...more };
    await emit(running.nats, name, data as EventData<'ban.made.v1'>, { subject: banId });
  };

  it('uses the web form as before, unless the library wants it otherwise; until the ban is lifted or over', async () => {
    const marks = new PatronMarks(secretsOf());
    const [banId, other] = [newId(), newId()];
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const known = [marks.ofAddress('rob@patron.example'), marks.ofNetwork('198.51.100.9')];
    await publishBan('ban.made.v1', banId, { until, marks: known });
    await publishBan('ban.made.v1', other, {
      until: new Date().toISOString(),
      marks: [marks.ofNetwork('203.0.113.99')],
    });
    await eventually(async () => {
      const rows = await running.service.db.query('SELECT id FROM patron_bans');
      expect(rows).toHaveLength(2);
    });
    expect((await rude('rob@patron.example', '203.0.113.1')).status).toBe(201);
    await running.set('patron-abuse', cedar, { ...abuse, askForm: false });
    for (const refused of [
      await rude('ROB@patron.example', '203.0.113.1'),
      await rude('else@patron.example', '198.51.100.9'),
    ]) {
      expect([refused.status, refused.body.code]).toEqual([403, 'banned']);
      expect(refused.body.facts).toEqual({ page: abuse.banned, until });
    }
    expect((await rude('else@patron.example', '203.0.113.99')).status).toBe(201);
    expect((await ask({ institutionId: aspen }, from('198.51.100.9'))).status).toBe(201);
    await publishBan('ban.lifted.v1', banId);
    await eventually(async () => expect((await rude('rob@patron.example', '203.0.113.1')).status).toBe(201));
  });
});

describe('The web form as plain HTML', () => {
  const path = `/v1/ask-forms/${cedar}/page`;
  const sent = (fields: Record<string, string>, to = path) =>
    running.service.http.post(to, new URLSearchParams(fields).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      'accept-language': 'de',
    });

  it('[R125] takes a question without any script, and says its number', async () => {
    const form = await running.service.http.get(path, undefined, { 'accept-language': 'de' });
    expect([form.status, form.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(form.body).toContain('Ihre Frage');
    const asked = await sent({ question: 'Ohne <Script>?', name: 'Robin', email: 'robin@patron.example' });
    expect(asked.status).toBe(200);
    const [question] = await running.service.db.query(
      `SELECT number FROM questions WHERE text = 'Ohne <Script>?'`,
    );
    expect(asked.body).toContain(`Nummer Ihrer Frage: ${question.number}`);
  });

  it('comes back with what was typed, as text, and with what is wrong', async () => {
    const refused = await sent({ question: '"><b>x', email: 'nowhere' });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('&#34;&gt;&lt;b&gt;x');
    expect(refused.body).toMatch(/id="name"[^>]*aria-invalid/);
    expect(refused.body).toMatch(/id="email"[^>]*aria-invalid/);
    expect(refused.body).not.toMatch(/id="question"[^>]*aria-invalid/);
  });

  it('[F28] takes nothing from a program that fills in what people cannot see', async () => {
    expect((await sent({ question: 'Spam', name: 'Bot', website: 'https://spam.example' })).status).toBe(422);
  });

  it('[R125] shows options in the reader’s language and takes them as the form has them', async () => {
    const field = { name: 'topic', label: 'Topic', kind: 'choice', required: true, options: ['Law', 'Art'] };
    await running.set('ask-form', aspen, { ...settings['ask-form'].default, fields: [field] });
    const german = {
      ...{ language: 'de', waitingMessages: [], closedPage: null },
      askForm: { title: 'Fragen', introduction: '', acknowledgement: 'Danke: Nummer {{number}}.' },
      labels: [{ field: 'topic', label: 'Thema', options: [{ option: 'Law', text: 'Recht' }] }],
    };
    await running.set('patron-translations', aspen, { languages: [german] });
    const to = `/v1/ask-forms/${aspen}/page`;
    const page = await running.service.http.get(to, undefined, { 'accept-language': 'de' });
    expect(page.body).toMatch(/Thema[\s\S]*value="Law"> Recht<[\s\S]*value="Art"> Art</);
    const known = { question: 'Auf Deutsch?', name: 'Robin', email: 'robin@patron.example' };
    expect((await sent({ ...known, 'field-topic': 'Recht' }, to)).status).toBe(422);
    const taken = await sent({ ...known, 'field-topic': 'Law' }, to);
    expect([taken.status, taken.body]).toEqual([200, expect.stringMatching(/Danke: Nummer \d+\./)]);
  });

  it('says in the reader’s language why it takes nothing at the moment', async () => {
    await running.service.db.query('UPDATE rate_limits SET points = $1 WHERE key = $2', [
      formsAMinute,
      `questions:form:${aspen}`,
    ]);
    const asked = { question: 'Zu viele?', name: 'Robin', 'field-topic': 'Art' };
    const answer = await sent(asked, `/v1/ask-forms/${aspen}/page`);
    expect([answer.status, answer.body]).toEqual([429, expect.stringContaining('zu viele Fragen')]);
  });

  it('[F26] is no library’s at any other address', async () => {
    for (const other of ['nowhere', newId()])
      expect((await running.service.http.get(`/v1/ask-forms/${other}/page`)).status).toBe(404);
  });
});
