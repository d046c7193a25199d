import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requests } from '@carrel/contracts';
import { newId } from '@carrel/messaging';
import { eventually, type StaffActor } from '@carrel/testing';
import { robin, Running } from './a-running-service.js';
import { birch, cedar, dogwood } from './people.js';

const running = new Running();
let cleo: StaffActor, bo: StaffActor, dana: StaffActor, iris: StaffActor;
const as = (actor: StaffActor) => running.service.as(actor);
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const upload = (by: StaffActor, id: string, content: Buffer, type: string, name = 'plan.png') =>
  as(by).post(`/v1/questions/${id}/files?name=${encodeURIComponent(name)}`, content, {
    'content-type': type,
  });
const ask = async () => {
  const { body } = await running.service.http.post('/v1/questions', {
    ...{ text: 'Have you a plan of the old town?', institutionId: cedar, patron: robin },
  });
  return body as { id: string; token: string };
};
const patron = (token: string) => ({ authorization: `Bearer ${token}` });

beforeAll(async () => {
  await running.start();
  cleo = await running.person(cedar, { name: 'Cleo of Cedar' });
  bo = await running.person(birch, { name: 'Bo of Birch' });
  dana = await running.person(dogwood);
  iris = await running.person(cedar, { roles: ['institution-admin'] });
});
afterAll(() => running.stop());

describe('Files that wait to be sent', () => {
  it('are twenty at most, also when they come at once', async () => {
    const { id } = await ask();
    const answers = await Promise.all(Array.from({ length: 26 }, () => upload(cleo, id, png, 'image/png')));
    const statuses = answers.map(({ status }) => status);
    expect([statuses.filter((s) => s === 201).length, statuses.filter((s) => s === 422).length]).toEqual([
      20, 6,
    ]);
  });
});

describe('A file sent with an answer', () => {
  it('[R71] goes out with the answer that names it, and is fetched by patron, library and whoever has the mail', async () => {
    const { id, token } = await ask();
    const file = await upload(cleo, id, png, 'image/png', 'Plan der Stadt – Köln.png');
    expect([file.status, file.body]).toMatchObject([201, { messageId: null, bytes: png.length }]);
    const fetched = `/v1/questions/${id}/files/${file.body.id}`;
    expect((await running.service.http.get(fetched, undefined, patron(token))).status).toBe(404);

    const answer = { text: 'Here it is.', fileIds: [file.body.id] };
    const sent = await as(cleo).post(`/v1/questions/${id}/answers`, answer);
    expect(sent.status).toBe(201);
    const letter = await running.requests.ask(requests.questionLetter, {
      ...{ questionId: id, messageId: sent.body.id },
    });
    expect(letter.files).toMatchObject([{ id: file.body.id, mediaType: 'image/png', bytes: png.length }]);

    for (const [path, headers] of [
      [fetched, patron(token)],
      [fetched, await cleo.headers()],
      [letter.files![0]!.path, {}],
    ] as const) {
      const answer = await fetch(running.service.url + path.replace(/^\/v1/, '/api/questions/v1'), {
        headers,
      });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
      expect(answer.headers.get('content-disposition')).toContain("filename*=UTF-8''Plan%20der%20Stadt");
      expect(Buffer.from(await answer.arrayBuffer()).equals(png)).toBe(true);
    }
    expect((await as(cleo).delete(fetched)).body.code).toBe('already-sent');
    const seen = await running.service.http.get(`/v1/questions/${id}`, undefined, patron(token));
    expect(seen.body.files).toMatchObject([{ messageId: sent.body.id, name: 'Plan der Stadt – Köln.png' }]);
  });

  it('[F26] is nothing to a library or a patron that has nothing to do with the question', async () => {
    const { id } = await ask();
    const other = await ask();
    const { body } = await upload(cleo, id, png, 'image/png');
    await as(cleo).post(`/v1/questions/${id}/answers`, { text: 'Here.', fileIds: [body.id] });
    const path = `/v1/questions/${id}/files/${body.id}`;
    expect((await upload(dana, id, png, 'image/png')).status).toBe(404);
    expect((await as(dana).get(path)).status).toBe(404);
    expect((await as(bo).get(path)).status).toBe(404);
    expect((await running.service.http.get(path, undefined, patron(other.token))).status).toBe(404);
    expect((await running.service.http.get(path)).status).toBe(401);
    // Nor is it found under a question that one may read.
    expect((await as(cleo).get(`/v1/questions/${other.id}/files/${body.id}`)).status).toBe(404);
  });

  it.each([
    ['a program under a picture’s name', Buffer.from('MZ\u0000\u0001'), 'image/png', 422, 'file-refused'],
    ['a page of HTML', Buffer.from('<script>1</script>'), 'text/html', 415, 'unsupported-media-type'],
    ['bytes that are no text', Buffer.from([0x68, 0x00, 0xff]), 'text/plain', 422, 'file-refused'],
    ['nothing at all', Buffer.alloc(0), 'image/png', 422, 'file-refused'],
    ['more than ten megabytes', Buffer.alloc(10 * 1024 * 1024 + 1, 'a'), 'text/plain', 413, 'too-large'],
    ['JSON in place of a file', Buffer.from('{}'), 'application/json', 422, 'file-refused'],
  ])('is not %s', async (_, content, type, status, code) => {
    const { id } = await ask();
    const { status: got, body } = await upload(cleo, id, content, type);
    expect([got, body.code]).toEqual([status, code]);
  });

  it('leaves every other address with JSON alone', async () => {
    const { id } = await ask();
    const headers = { 'content-type': 'image/png' };
    expect((await as(cleo).post(`/v1/questions/${id}/notes`, png, headers)).status).toBe(415);
  });

  it('[R74] waits with the draft, and a refused answer keeps it waiting', async () => {
    const { id } = await ask();
    const { body: file } = await upload(cleo, id, png, 'image/png');
    const wrong = { text: 'Here.', fileIds: [file.id, crypto.randomUUID()] };
    expect((await as(cleo).post(`/v1/questions/${id}/answers`, wrong)).body.code).toBe('unknown-file');
    expect((await as(cleo).get(`/v1/questions/${id}`)).body).toMatchObject({ status: 'new', messages: [] });

    await as(cleo).put(`/v1/questions/${id}/draft`, { text: 'Here.', fileIds: [file.id] });
    expect((await as(cleo).get(`/v1/questions/${id}/draft`)).body.fileIds).toEqual([file.id]);
    const sent = await as(cleo).post(`/v1/questions/${id}/draft/send`);
    expect((await as(cleo).get(`/v1/questions/${id}/files`)).body).toMatchObject([
      { messageId: sent.body.id },
    ]);
  });
});

describe('A file that came with a mail', () => {
  const pdf = { id: newId(), name: 'larkspur.pdf', mediaType: 'application/pdf', bytes: 8 };
  const png = { id: newId(), name: 'larkspur.png', mediaType: 'image/png', bytes: 9 };
  const patron = { name: 'Marigold', email: 'marigold@patron.example' };
  const [mailId, messageId] = [newId(), newId()];
  const where = (mail: string, file: string) =>
    `/api/notifications/v1/incoming-mails/${mail}/attachments/${file}`;

  it('[R139] is listed with the question for its library and one that it is referred to', async () => {
    const mail = {
      mailId,
      institutionId: cedar,
      patron,
      subject: 'Flower',
      text: 'What is it?',
      files: [pdf],
    };
    await running.requests.ask(requests.mailQuestion, mail);
    await running.requests.ask(requests.mailQuestion, mail);
    const listed = [{ ...pdf, messageId: mailId, path: where(mailId, pdf.id) }];
    expect((await as(cleo).get(`/v1/questions/${mailId}`)).body.files).toMatchObject(listed);
    expect((await as(dana).get(`/v1/questions/${mailId}`)).status).toBe(404);
    await as(cleo).post(`/v1/questions/${mailId}/claim`);
    await running.refer(mailId, cleo, dogwood);
    expect((await as(dana).get(`/v1/questions/${mailId}`)).body.files).toMatchObject(listed);
    expect((await as(dana).get(`/v1/questions/${mailId}/files`)).body).toMatchObject(listed);
    expect((await as(dana).get(`/v1/questions/${mailId}/files/${pdf.id}`)).status).toBe(404);
  });

  it('is listed with the reply that it came with, and stands in the export', async () => {
    const quoted = 'On Monday the library wrote:\n> Which picture?';
    const reply = {
      questionId: mailId,
      messageId,
      text: 'Another picture',
      quoted,
      matchedBy: 'token' as const,
    };
    await running.requests.ask(requests.patronReply, { ...reply, files: [png] });
    expect((await as(cleo).get(`/v1/questions/${mailId}/files`)).body).toMatchObject([
      { id: pdf.id },
      { id: png.id, messageId, path: where(messageId, png.id) },
    ]);
    const { body } = await as(iris).post('/v1/exports', { email: patron.email });
    expect(body.questions[0].files).toEqual([pdf, png].map(({ id: _id, ...file }) => file));
    // [B44] What is folded away is kept, read, exported and forgotten with the rest.
    expect(body.questions[0].messages).toMatchObject([{ text: 'Another picture', quoted }]);
    const { messages } = (await as(cleo).get(`/v1/questions/${mailId}`)).body;
    expect(messages).toMatchObject([{ kind: 'reply', text: 'Another picture', quoted }]);
  });

  it('[F29] goes with the question', async () => {
    const kept = () =>
      running.service.db.query('SELECT name FROM mail_files WHERE question_id = $1', [mailId]);
    expect(await kept()).toHaveLength(2);
    expect((await as(iris).post('/v1/erasures', { email: patron.email })).status).toBeLessThan(300);
    await eventually(async () => expect(await kept()).toEqual([]));
    const said = 'SELECT text, quoted FROM messages WHERE question_id = $1';
    expect(await running.service.db.query(said, [mailId])).toEqual([{ text: '', quoted: '' }]);
  });
});
