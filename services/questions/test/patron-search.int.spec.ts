import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type StaffActor } from '@carrel/testing';
import { DeadlinesService } from '../src/deadlines/deadlines.service.js';
import { PrivacyService } from '../src/privacy/privacy.service.js';
import { SearchReindexService } from '../src/question/search-reindex.service.js';
import { Running } from './a-running-service.js';
import { birch, cedar, dogwood } from './people.js';

const running = new Running();
let cleo: StaffActor, bo: StaffActor, dana: StaffActor;
const as = (actor: StaffActor) => running.service.as(actor);
const asked = async (
  name: string,
  email: string | null,
  text = 'When do you open?',
  institutionId = cedar,
) => {
  const { body } = await running.service.http.post('/v1/questions', {
    text,
    institutionId,
    patron: { name, email: email ?? undefined },
  });
  await running.events.next('question.created.v1', (e) => e.data.questionId === body.id);
  return body.id as string;
};
const found = async (actor: StaffActor, patron: string, query = 'list=all') => {
  const { body } = await as(actor).get(`/v1/questions?${query}&patron=${encodeURIComponent(patron)}`);
  return body.items.map(({ id }: { id: string }) => id).sort();
};
const earlier = async (actor: StaffActor, id: string, query = '') =>
  as(actor).get(`/v1/questions/${id}/earlier${query}`);
const idsOf = ({ body }: { body: { items: { id: string }[] } }) => body.items.map(({ id }) => id);
const answer = (id: string) => as(cleo).post(`/v1/questions/${id}/answers`, { text: 'At nine.' });

beforeAll(async () => {
  await running.start();
  cleo = await running.person(cedar, { name: 'Cleo of Cedar' });
  bo = await running.person(birch, { name: 'Bo of Birch' });
  dana = await running.person(dogwood, { name: 'Dana of Dogwood' });
});
afterAll(() => running.stop());

describe('A search for a patron', () => {
  it('[2.6] finds what is open by the words of a name in any spelling, and the whole of an address', async () => {
    const id = await asked('José Álvarez', 'jose@patron.example');
    for (const typed of ['jose', 'JOSÉ', 'alvarez jose', 'Álva', 'JOSE@patron.example'])
      expect([typed, await found(cleo, typed)]).toEqual([typed, [id]]);
    for (const typed of ['josephine', 'ose@patron.example', 'jose@patron', '***', 'open'])
      expect([typed, await found(cleo, typed)]).toEqual([typed, []]);
    expect(await found(cleo, 'jose', 'list=new&q=open')).toEqual([id]);
    expect(await found(cleo, 'jose', 'list=new&q=lapidary')).toEqual([]);
    const file = await as(cleo).get('/v1/questions.csv?list=all&patron=jose');
    expect(String(file.body).trim().split('\r\n')).toHaveLength(2);
    expect((await as(cleo).get(`/v1/questions?patron=${'x'.repeat(255)}`)).status).toBe(422);
  });

  it('[2.6] finds by name no longer what shows no contact, by the whole address still at the patron’s library', async () => {
    const id = await asked('Ingrid Holm', 'ingrid@patron.example');
    await answer(id);
    expect(await found(cleo, 'ingrid')).toEqual([]);
    expect(await found(cleo, 'ingrid@patron.example')).toEqual([id]);
  });

  it('[2.6] [F26] finds nothing for a library that does not see who asked', async () => {
    const id = await asked('Tamsin Grey', 'tamsin@patron.example');
    expect([await found(bo, 'tamsin'), await found(dana, 'tamsin@patron.example')]).toEqual([[], []]);
    await as(cleo).post(`/v1/questions/${id}/claim`);
    await running.refer(id, cleo, dogwood);
    expect([await found(dana, 'tamsin'), await found(dana, 'tamsin@patron.example')]).toEqual([[id], [id]]);
    await as(dana).post(`/v1/questions/${id}/answers`, { text: 'At nine.' });
    expect([await found(dana, 'tamsin'), await found(dana, 'tamsin@patron.example')]).toEqual([[], []]);
  });

  it('[R66] finds in Shared Followup what waits there, for every library of the group', async () => {
    const { questionId } = await running.questionAfter('followup-by-patron-library', cleo, {
      email: 'pool@patron.example',
    });
    for (const typed of ['robin', 'pool@patron.example'])
      expect(await found(bo, typed, 'list=shared-followup')).toEqual([questionId]);
    expect(await found(bo, 'tamsin', 'list=shared-followup')).toEqual([]);
    expect(await found(dana, 'robin', 'list=shared-followup')).toEqual([]);
  });

  it('[R68] finds in Service History too', async () => {
    const id = await asked('Quentin Quiet', 'quentin@patron.example');
    await running.service.app.get(DeadlinesService).archiveQuiet(new Date(Date.now() + 91 * 86_400_000));
    const inHistory = async (typed: string) =>
      idsOf(await as(cleo).get(`/v1/service-history?patron=${encodeURIComponent(typed)}`));
    expect([await inHistory('quentin'), await inHistory('quentin@patron.example')]).toEqual([[id], [id]]);
    expect(await inHistory('nobody')).toEqual([]);
  });

  it('[B38] finds by a corrected name, and no longer by the one before', async () => {
    const id = await asked('Mistyped Person', 'corrected@patron.example');
    await as(cleo).put(`/v1/questions/${id}/contact`, { name: 'Marguerite Person' });
    expect([await found(cleo, 'mistyped'), await found(cleo, 'marguerite')]).toEqual([[], [id]]);
  });

  it('[B9] finds nobody who is erased, whichever version erased the name', async () => {
    const id = await asked('Ephraim Gone', 'ephraim@patron.example');
    const { db } = running.service;
    const words = async () =>
      (await db.query<unknown[]>('SELECT FROM patron_words WHERE question_id = $1', [id])).length;
    expect(await words()).toBe(1);
    await db.query('UPDATE questions SET patron_name = NULL, patron_email = NULL WHERE id = $1', [id]);
    expect([
      await words(),
      await found(cleo, 'ephraim'),
      await found(cleo, 'ephraim@patron.example'),
    ]).toEqual([0, [], []]);
  });

  it('[promise 26] finds names that a version before has written, once they are gathered', async () => {
    const id = await asked('Winifred Before', 'winifred@patron.example');
    await running.service.db.query('DELETE FROM patron_words WHERE question_id = $1', [id]);
    expect(await found(cleo, 'winifred')).toEqual([]);
    await running.service.app.get(SearchReindexService).gatherNames();
    expect(await found(cleo, 'winifred')).toEqual([id]);
  });
});

describe('A patron’s earlier questions', () => {
  it('[B14] stand beside the open one, newest activity first, a page at a time', async () => {
    const first = await asked('Nadia', 'nadia@patron.example', 'One?');
    const second = await asked('Nadia', 'NADIA@patron.example', 'Two?');
    const open = await asked('Nadia', 'nadia@patron.example', 'Three?');
    const elsewhere = await asked('Nadia', 'nadia@patron.example', 'Four?', birch);
    await answer(first);
    expect(idsOf(await earlier(cleo, open))).toEqual([first, second]);
    const { items, nextCursor } = (await earlier(cleo, open, '?limit=1')).body;
    expect(items).toMatchObject([{ id: first, status: 'answered', subject: 'One?' }]);
    expect(idsOf(await earlier(cleo, open, `?cursor=${nextCursor}`))).toEqual([second]);
    expect(idsOf(await earlier(bo, elsewhere))).toEqual([]);
  });

  it('[2.6] [F26] are for staff of the patron’s library alone, while they see who asked', async () => {
    const first = await asked('Omar', 'omar@patron.example', 'One?');
    const open = await asked('Omar', 'omar@patron.example', 'Two?');
    expect((await earlier(bo, open)).status).toBe(404);
    await as(cleo).post(`/v1/questions/${open}/claim`);
    await running.refer(open, cleo, dogwood);
    expect((await earlier(dana, open)).status).toBe(404);
    expect(idsOf(await earlier(cleo, open))).toEqual([first]);
    await as(dana).post(`/v1/questions/${open}/answers`, { text: 'At nine.' });
    expect((await earlier(cleo, open)).status).toBe(404);
  });

  it('[B9] end at the library’s clock for identities, and with an erasure', async () => {
    const old = await asked('Petra', 'petra@patron.example', 'One?');
    const kept = await asked('Petra', 'petra@patron.example', 'Two?');
    const open = await asked('Petra', 'petra@patron.example', 'Three?');
    const { db } = running.service;
    await db.query(`UPDATE questions SET last_activity_at = now() - interval '181 days' WHERE id = $1`, [
      old,
    ]);
    expect(idsOf(await earlier(cleo, open))).toEqual([kept]);
    await running.service.app.get(PrivacyService).forgetOld();
    expect(idsOf(await earlier(cleo, open))).toEqual([kept]);
    await db.query('UPDATE questions SET patron_id = NULL WHERE id = $1', [kept]);
    expect(idsOf(await earlier(cleo, open))).toEqual([]);
  });

  it('[R76] are none of somebody without an address', async () => {
    const { questionId } = await running.questionAfter('followup-by-me', cleo, { email: null });
    expect(idsOf(await earlier(cleo, questionId))).toEqual([]);
  });
});
