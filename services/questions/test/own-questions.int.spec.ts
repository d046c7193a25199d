import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requests } from '@carrel/contracts';
import { eventually, type StaffActor } from '@carrel/testing';
import { Running } from './a-running-service.js';
import { cedar } from './people.js';

const running = new Running();
let cleo: StaffActor;
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const as = (actor: StaffActor) => running.service.as(actor);
const http = () => running.service.http;
const ask = async (email?: string, text = 'When do you open?') => {
  const patron = { name: 'Robin Reader', ...(email ? { email } : {}) };
  const { body } = await http().post('/v1/questions', { text, institutionId: cedar, patron });
  await running.events.next('question.created.v1', (e) => e.data.questionId === body.id);
  return { id: body.id as string, token: body.token as string };
};
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const mine = (token: string) => http().get('/v1/my-questions', undefined, bearer(token));
const post = (path: string, token: string, body: unknown = {}, headers: Record<string, string> = {}) =>
  http().post(path, body, { ...bearer(token), ...headers });
const give = (id: string, token: string) =>
  post(`/v1/questions/${id}/files?name=map.png`, token, png, { 'content-type': 'image/png' });
/** As notifications does, once it handles the request for a link. */
const mailedTo = async (patronId: string) => {
  await running.events.next('patron.link-requested.v1', (e) => e.data.patronId === patronId);
  return (await running.requests.ask(requests.patronLink, { patronId })).path.split('#').at(-1)!;
};
const patronOf = async (id: string) => (await as(cleo).get(`/v1/questions/${id}/patron`)).body.id as string;

beforeAll(async () => {
  await running.start();
  cleo = await running.person(cedar, { name: 'Cleo of Cedar' });
});
afterAll(() => running.stop());

describe('On the page of own questions a patron', () => {
  it('gives files with a reply; no library sees them before, and both sides after', async () => {
    const { id, token } = await ask('files@patron.example');
    const file = await give(id, token);
    expect([file.status, file.body]).toMatchObject([201, { name: 'map.png', messageId: null }]);
    expect((await as(cleo).get(`/v1/questions/${id}`)).body.files).toEqual([]);
    expect((await as(cleo).get(`/v1/questions/${id}/files/${file.body.id}`)).status).toBe(404);

    const reply = await post(`/v1/questions/${id}/replies`, token, {
      text: 'The map I mean.',
      fileIds: [file.body.id],
    });
    expect(reply.status).toBe(201);
    const sent = [{ id: file.body.id, messageId: reply.body.id, name: 'map.png' }];
    expect((await as(cleo).get(`/v1/questions/${id}`)).body.files).toMatchObject(sent);
    expect((await mine(token)).body.items[0].files).toMatchObject(sent);
    expect((await as(cleo).get(`/v1/questions/${id}/files/${file.body.id}`)).status).toBe(200);
  });

  it('gives files to no question of another, sends none that is a library’s, and twenty at most', async () => {
    const [one, two] = [await ask('own@patron.example'), await ask('other@patron.example')];
    expect((await give(one.id, two.token)).status).toBe(404);
    const upload = { 'content-type': 'image/png' };
    const ours = await as(cleo).post(`/v1/questions/${one.id}/files?name=ours.png`, png, upload);
    const stolen = { text: 'Mine now.', fileIds: [ours.body.id] };
    expect((await post(`/v1/questions/${one.id}/replies`, one.token, stolen)).body.code).toBe('unknown-file');
    // What is refused leaves no reply behind.
    expect((await mine(one.token)).body.items[0].correspondence).toEqual([]);
    for (let n = 0; n < 20; n += 1) expect((await give(two.id, two.token)).status).toBe(201);
    expect((await give(two.id, two.token)).body.code).toBe('too-many-files');
  });

  it('says that it is solved, which closes it for the library, and opens it again by writing', async () => {
    const { id, token } = await ask('solved@patron.example');
    expect((await post(`/v1/questions/${id}/solved`, token)).status).toBe(204);
    expect((await mine(token)).body.items[0].status).toBe('closed');
    const { body } = await as(cleo).get(`/v1/questions/${id}`);
    expect([body.status, body.history.at(-1)]).toMatchObject([
      'closed',
      { action: 'closed', by: null, about: { solved: 'patron' } },
    ]);
    expect((await post(`/v1/questions/${id}/solved`, token)).body.code).toBe('already-closed');
    await post(`/v1/questions/${id}/replies`, token, { text: 'One thing more.' });
    expect((await mine(token)).body.items[0].status).toBe('open');
  });

  it('sees whose question it is and where the answer goes', async () => {
    const { token } = await ask('whose@patron.example');
    expect((await mine(token)).body.items[0]).toMatchObject({
      institutionId: cedar,
      email: 'whose@patron.example',
    });
  });

  it('[promise 20] has a new link mailed by one that has expired, three times a day at most', async () => {
    const { id, token } = await ask('expired@patron.example');
    const patronId = await patronOf(id);
    expect((await post('/v1/my-questions/links', token)).status).toBe(202);
    const link = await mailedTo(patronId);
    expect((await mine(link)).status).toBe(200);
    await running.service.db.transaction(async (manager) => {
      await manager.query(`SELECT set_config('carrel.library', 'every', true)`);
      await manager.query(
        `UPDATE patron_links SET expires_at = now() - interval '2 days' WHERE patron_id = $1`,
        [patronId],
      );
    });
    expect((await mine(link)).status).toBe(404);
    for (let n = 0; n < 4; n += 1) expect((await post('/v1/my-questions/links', link)).status).toBe(202);
    const asked = await running.service.db.query<unknown[]>(
      `SELECT FROM outbox WHERE name = 'patron.link-requested.v1' AND subject = $1`,
      [patronId],
    );
    expect(asked).toHaveLength(3);
    expect((await post('/v1/my-questions/links', `pt_${'q'.repeat(43)}`)).status).toBe(202);
  });

  it('[promise 25] has everything deleted by a mailed link, and not by the token that typing an address gave', async () => {
    const { id, token } = await ask('delete@patron.example');
    const refused = await post('/v1/my-questions/erasures', token);
    expect([refused.status, refused.body.code]).toEqual([409, 'link-needed']);
    await post('/v1/my-questions/links', token);
    const link = await mailedTo(await patronOf(id));
    const erased = await post('/v1/my-questions/erasures', link);
    expect([erased.status, erased.body]).toEqual([202, { status: 'running' }]);
    await eventually(async () => expect((await mine(token)).status).toBe(404));
    await eventually(async () => expect((await mine(link)).status).toBe(404));
    expect((await as(cleo).get(`/v1/questions/${id}`)).body.text).toBe('');
  });

  it('[promise 25] who left no address deletes the one question by its token', async () => {
    const [one, other] = [await ask(undefined, 'Delete me.'), await ask(undefined, 'Keep me.')];
    expect((await post('/v1/my-questions/erasures', one.token)).body).toEqual({ status: 'done' });
    expect((await mine(one.token)).status).toBe(404);
    expect((await as(cleo).get(`/v1/questions/${one.id}`)).body.text).toBe('');
    expect((await mine(other.token)).body.items[0].text).toBe('Keep me.');
  });
});
