import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requests } from '@carrel/contracts';
import { eventually, type StaffActor } from '@carrel/testing';
import { robin, Running } from './a-running-service.js';
import { OwnQuestionsService } from '../src/own-questions/own-questions.service.js';
import { birch, cedar, dogwood } from './people.js';

const running = new Running();
let cleo: StaffActor, bo: StaffActor, dana: StaffActor;
const as = (actor: StaffActor) => running.service.as(actor);
const ask = async (email: string, institutionId = cedar, text = 'When do you open?') => {
  const patron = { name: 'Robin Reader', email };
  const { body } = await running.service.http.post('/v1/questions', { text, institutionId, patron });
  const created = await running.events.next('question.created.v1', (e) => e.data.questionId === body.id);
  return { id: body.id as string, token: body.token as string, newPatron: created.data.newPatron };
};
const mine = (token: string, query = '') =>
  running.service.http.get(`/v1/my-questions${query}`, undefined, { authorization: `Bearer ${token}` });
const idsIn = ({ body }: { body: { items: { id: string }[] } }) => body.items.map(({ id }) => id).sort();
/** As notifications does, once it handles the request for a link. */
const linkFor = async (email: string, of: { id: string }, institutionId = cedar) => {
  const { id } = (await as(cleo).get(`/v1/questions/${of.id}/patron`)).body as { id: string };
  const { status } = await running.service.http.post('/v1/patron-links', { institutionId, email });
  expect(status).toBe(202);
  const asked = await running.events.next('patron.link-requested.v1', (e) => e.data.patronId === id);
  const link = await running.requests.ask(requests.patronLink, { patronId: asked.data.patronId });
  return { ...link, token: link.path.split('#').at(-1)! };
};

beforeAll(async () => {
  await running.start();
  cleo = await running.person(cedar, { name: 'Cleo of Cedar' });
  bo = await running.person(birch, { name: 'Bo of Birch' });
  dana = await running.person(dogwood, { name: 'Dana of Dogwood' });
});
afterAll(() => running.stop());

describe('A patron', () => {
  it('[R139] [B14] is known once for each library and address, however it is written', async () => {
    const first = await ask('ada@patron.example');
    const again = await ask('ADA@patron.example');
    const elsewhere = await ask('ada@patron.example', birch);
    expect([first, again, elsewhere].map(({ newPatron }) => newPatron)).toEqual([true, false, true]);
    const found = await Promise.all(
      [first, again].map(({ id }) => as(cleo).get(`/v1/questions/${id}/patron`)),
    );
    expect(found[1]!.body).toEqual(found[0]!.body);
    expect(found[0]!.body).toMatchObject({ email: 'ada@patron.example', institutionId: cedar });
  });

  it('[R139] keeps the name under which it was made: anybody may write any name into a form', async () => {
    const { id } = await ask('named@patron.example');
    await running.service.http.post('/v1/questions', {
      ...{
        text: 'Who am I?',
        institutionId: cedar,
        patron: { name: 'Somebody Else', email: 'named@patron.example' },
      },
    });
    const { body } = await as(cleo).get(`/v1/questions/${id}/patron`);
    expect(body.name).toBe('Robin Reader');
  });

  it('[R139] who came by chat is new as well, and one without an address is nobody', async () => {
    const first = await running.questionAfter('answered', cleo, { email: 'chatty@patron.example' });
    const second = await running.questionAfter('answered', cleo, { email: 'chatty@patron.example' });
    const nobody = await running.questionAfter('answered', cleo, { email: null });
    expect([first, second, nobody].map(({ newPatron }) => newPatron)).toEqual([true, false, false]);
  });

  it('[B14] asked at once a hundred times is one record, and new once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => ask('swift@patron.example')));
    expect(all.filter(({ newPatron }) => newPatron)).toHaveLength(1);
  });

  it('[B14] is one record in every spelling of the address, asked at once', async () => {
    const spellings = [
      'Zoe@b\u00fccher.example',
      'zoe@BU\u0308CHER.example',
      'zoe@xn--bcher-kva.example',
      'ZOE@XN--BCHER-KVA.EXAMPLE',
    ];
    const all = await Promise.all(Array.from({ length: 16 }, (_, n) => ask(spellings[n % 4]!)));
    expect(all.filter(({ newPatron }) => newPatron)).toHaveLength(1);
    const { body } = await as(cleo).get(`/v1/questions/${all[0]!.id}/patron`);
    expect(body.email).toBe('zoe@b\u00fccher.example');
    const local = ['jose\u0301@patron.example', 'JOS\u00c9@patron.example'];
    const both = await Promise.all(local.map((email) => ask(email)));
    expect(both.filter(({ newPatron }) => newPatron)).toHaveLength(1);
  });

  it('[B14] whose two spellings were kept apart by a version before becomes one record', async () => {
    const { id } = await ask('mia@m\u00fcsli.example');
    const patronOf = async (questionId: string) =>
      (await as(cleo).get(`/v1/questions/${questionId}/patron`)).body as { id: string; email: string };
    const { id: first } = await patronOf(id);
    const other = await ask('other@patron.example');
    const { id: second } = await patronOf(other.id);
    const rename = (patronId: string, email: string) =>
      running.service.db.transaction(async (manager) => {
        await manager.query(`SELECT set_config('carrel.library', 'every', true)`);
        await manager.query('UPDATE patrons SET email = $2 WHERE id = $1', [patronId, email]);
      });
    await rename(second, 'mia@m\u00fcsli.example');
    expect((await patronOf(other.id)).id).not.toBe(first);
    await running.service.app.get(OwnQuestionsService).mergeSpellings();
    expect([await patronOf(id), await patronOf(other.id)]).toMatchObject([
      { id: first, email: 'mia@m\u00fcsli.example' },
      { id: first, email: 'mia@m\u00fcsli.example' },
    ]);
    expect((await ask('MIA@m\u00fcsli.example')).newPatron).toBe(false);
  });

  it('[2.6] is seen by a library only while it has something to do on the question', async () => {
    const { id } = await ask('quiet@patron.example');
    await as(cleo).post(`/v1/questions/${id}/claim`);
    expect((await as(dana).get(`/v1/questions/${id}/patron`)).status).toBe(404);
    const contact = async (actor: StaffActor) => (await as(actor).get(`/v1/questions/${id}`)).body.patron;
    await running.refer(id, cleo, dogwood);
    expect((await as(dana).get(`/v1/questions/${id}/patron`)).body.email).toBe('quiet@patron.example');
    expect(await contact(dana)).toMatchObject({ email: 'quiet@patron.example' });

    await as(dana).post(`/v1/questions/${id}/answers`, { text: 'At nine.' });
    for (const actor of [dana, cleo]) {
      expect((await as(actor).get(`/v1/questions/${id}/patron`)).status).toBe(404);
      expect(await contact(actor)).toBeNull();
    }
  });
});

describe('The link a patron gets by mail', () => {
  it('[B14] shows that patron’s questions at that library and no others, and opens each of them', async () => {
    const email = 'linked@patron.example';
    const [one, two] = [await ask(email), await ask(email, cedar, 'And on Sundays?')];
    const [elsewhere, other] = [await ask(email, birch), await ask('someone@patron.example')];
    await as(cleo).post(`/v1/questions/${two.id}/answers`, { text: 'From ten.' });
    const link = await linkFor(email, one);
    expect(link.patron).toEqual({ name: 'Robin Reader', email });

    expect(idsIn(await mine(link.token))).toEqual([one.id, two.id].sort());
    expect(idsIn(await running.service.http.get(`/v1/patron-links/${link.token}`))).toEqual(
      [one.id, two.id].sort(),
    );
    expect(idsIn(await mine(link.token, '?status=answered'))).toEqual([two.id]);
    expect((await mine(link.token, '?status=answered')).body.items[0]).toMatchObject({
      ...{ status: 'answered', answers: [{ text: 'From ten.' }] },
    });
    const page = await mine(link.token, '?limit=1');
    expect(idsIn(await mine(link.token, `?limit=1&cursor=${page.body.nextCursor}`))).not.toEqual(idsIn(page));

    const bearer = { authorization: `Bearer ${link.token}` };
    const open = (id: string) => running.service.http.get(`/v1/questions/${id}`, undefined, bearer);
    expect((await open(one.id)).status).toBe(200);
    expect([(await open(elsewhere.id)).status, (await open(other.id)).status]).toEqual([404, 404]);
    const reply = await running.service.http.post(
      `/v1/questions/${two.id}/replies`,
      { text: 'Thanks' },
      bearer,
    );
    expect(reply.status).toBe(201);
  });

  it('[R76] a patron without an address follows the question with the token that asking it gave', async () => {
    const { body } = await running.service.http.post('/v1/questions', {
      ...{ text: 'Anonymous?', institutionId: cedar, patron: { name: 'Nobody' } },
    });
    expect((await mine(body.token)).body.items).toMatchObject([{ id: body.id, status: 'open' }]);
    expect((await mine(`pt_${'x'.repeat(43)}`)).status).toBe(404);
  });

  it('[B14] the token of a chat opens the question it became', async () => {
    const token = `pt_${'c'.repeat(43)}`;
    const { hashToken } = await import('@carrel/web');
    const question = await running.questionAfter('followup-by-patron-library', cleo, {
      ...{ email: null, notes: { tokenHash: hashToken(token) } },
    });
    expect(idsIn(await mine(token))).toEqual([question.questionId]);
  });

  it('[B14] is opened by a page, to which the link brings its token in the fragment: no server sees it in an address', async () => {
    const first = await ask('page@patron.example', cedar, 'Is <b>this</b> open?');
    const link = await linkFor('page@patron.example', first);
    const address = new URL(link.path, 'https://carrel.example');
    expect(address.pathname + address.search).not.toContain(link.token);
    expect(address.pathname).toBe('/my-questions');
    // Where links that were mailed before there were pages lead to.
    const path = '/v1/my-questions/page';
    const entrance = await running.service.http.get(path);
    expect(entrance.body).toContain('id="token"');
    expect(entrance.headers.get('content-security-policy')).toMatch(/script-src 'sha256-/);
    const open = (token: string) =>
      running.service.http.post(path, new URLSearchParams({ token }).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
      });
    const opened = await open(link.token);
    expect(opened.status).toBe(200);
    expect(opened.body).toContain('Is &lt;b&gt;this&lt;/b&gt; open?');
    expect(opened.headers.get('cache-control')).toBe('no-store');
    expect((await open('pt_nothing')).status).toBe(404);
  });

  it('[promise 20] is mailed three times a day at most, and an unknown address learns nothing', async () => {
    const email = 'flooded@patron.example';
    const { id } = await ask(email);
    const send = (to: string) =>
      running.service.http.post('/v1/patron-links', { institutionId: cedar, email: to });
    for (let n = 0; n < 5; n += 1) expect((await send(email)).status).toBe(202);
    expect((await send('unknown@patron.example')).status).toBe(202);
    const patronId = (await as(cleo).get(`/v1/questions/${id}/patron`)).body.id as string;
    const asked = await running.service.db.query<unknown[]>(
      `SELECT FROM outbox WHERE name = 'patron.link-requested.v1' AND subject = $1`,
      [patronId],
    );
    expect(asked).toHaveLength(3);
  });

  it('[promise 25] is dead once the patron is forgotten', async () => {
    const email = 'gone@patron.example';
    const { token, patronId } = await linkFor(email, await ask(email));
    const admin = await running.person(cedar, { roles: ['institution-admin'] });
    const { body } = await as(admin).post('/v1/erasures', { email });
    const erasure = async () => (await as(admin).get(`/v1/erasures/${body.id}`)).body.status;
    await eventually(async () => expect(await erasure()).toBe('done'));
    expect((await mine(token)).status).toBe(404);
    await expect(running.requests.ask(requests.patronLink, { patronId })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('What librarians noted beside a chat', () => {
  it('[2.2] [R24] comes with the question, with its codes and what was promised, and never to the patron', async () => {
    const token = `pt_${'n'.repeat(43)}`;
    const { hashToken } = await import('@carrel/web');
    const promisedAt = new Date(Date.now() + 86_400_000).toISOString();
    const note = {
      ...{ kind: 'instant-message' as const, authorId: bo.accountId, authorName: 'Bo of Birch' },
      ...{ text: 'I think it is the county that does this', at: new Date().toISOString() },
    };
    const { questionId } = await running.questionAfter('followup-by-patron-library', bo, {
      email: robin.email,
      notes: {
        ...{ descriptiveCodes: ['local-history'], promisedAt, notes: [note], tokenHash: hashToken(token) },
      },
    });
    const { body } = await as(cleo).get(`/v1/questions/${questionId}`);
    expect(body).toMatchObject({ chatNotes: [note], codes: ['local-history'], promisedAt });
    const seen = JSON.stringify((await mine(token)).body);
    expect(seen).toContain(questionId);
    expect(seen).not.toContain('county');
  });
});
