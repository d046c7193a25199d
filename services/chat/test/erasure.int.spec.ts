import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { requests } from '@carrel/contracts';
import { newId, Requests } from '@carrel/messaging';
import { answer, emit, eventually } from '@carrel/testing';
import { ErasureService } from '../src/lines/erasure.service.js';
import { Cooperative } from './a-cooperative.js';

let cooperative: Cooperative;
beforeAll(async () => {
  cooperative = await Cooperative.open();
});
afterAll(() => cooperative.close());

it('[promise 25] [F29] a session loses its patron’s name, address and words with the question it became', async () => {
  await (await cooperative.librarian('birch', { name: 'Bo Birch' })).monitor();
  const asked = await cooperative.ask('cedar');
  await asked.at().post(`/v1/sessions/${asked.id}/messages`, { text: 'About larkspur', clientId: newId() });
  const { db } = cooperative.chat;
  await db.query(
    `INSERT INTO notes (id, kind, session_id, author_id, author_name, text) VALUES ($1, 'room', $2, $1, 'Ada', 'Larkspur again')`,
    [newId(), asked.id],
  );
  const letter = await asked
    .at()
    .post(`/v1/sessions/${asked.id}/attachments?name=larkspur.txt`, 'My larkspur', {
      'content-type': 'text/plain',
    });
  expect(letter.status).toBe(201);
  await db.query(`DELETE FROM lines WHERE session_id = $1 AND kind = 'attachment'`, [asked.id]);
  const left = async () => {
    const [session] = await db.query(
      'SELECT patron_name AS name, patron_email AS email, question, fields FROM sessions WHERE id = $1',
      [asked.id],
    );
    const lines = await db.query('SELECT text FROM lines WHERE session_id = $1', [asked.id]);
    return { ...session, lines: lines.map(({ text }: { text: string }) => text) };
  };
  expect(await left()).toMatchObject({ lines: ['About larkspur'] });
  const erased = {
    questionId: newId(),
    patronInstitutionId: cooperative.institution.cedar,
    sessionId: asked.id,
  };
  await emit(
    cooperative.nats,
    'question.erased.v1',
    { ...erased, extent: 'identity' },
    { subject: erased.questionId },
  );
  await eventually(async () =>
    expect(await left()).toMatchObject({ name: '', email: null, lines: ['About larkspur'] }),
  );
  await emit(
    cooperative.nats,
    'question.erased.v1',
    { ...erased, extent: 'everything' },
    { subject: erased.questionId },
  );
  await eventually(async () =>
    expect(await left()).toEqual({ name: '', email: null, question: '', fields: {}, lines: [''] }),
  );
  const notes = await db.query('SELECT text FROM notes WHERE session_id = $1', [asked.id]);
  expect(notes).toEqual([{ text: '' }]);
  expect(await db.query('SELECT 1 FROM attachments WHERE session_id = $1', [asked.id])).toEqual([]);
});

it('[B9] a patron’s chats at one library are told for an export, word for word, and no other library’s', async () => {
  const asked = await cooperative.ask('cedar');
  await asked.at().post(`/v1/sessions/${asked.id}/messages`, { text: 'About saxifrage', clientId: newId() });
  const email = 'Sax@patron.example';
  await cooperative.chat.db.query('UPDATE sessions SET patron_email = $2 WHERE id = $1', [asked.id, email]);
  const exported = (library: 'cedar' | 'birch') =>
    cooperative.chat.app.get(Requests).ask(requests.patronSessions, {
      ...{ institutionId: cooperative.institution[library], email: 'sax@patron.example', after: null },
    });
  expect(await exported('cedar')).toMatchObject({
    ...{ sessions: [{ id: asked.id, lines: [{ from: 'patron', text: 'About saxifrage' }] }], next: null },
  });
  expect((await exported('birch')).sessions).toEqual([]);
});

/** Tables in which somewhere, in whatever column, this stands. */
async function tablesWith(word: string): Promise<string[]> {
  const { db } = cooperative.chat;
  const tables = await db.query(`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`);
  const found: string[] = [];
  for (const { name } of tables as { name: string }[]) {
    const hex = Buffer.from(word).toString('hex');
    const [row] = await db.query(
      `SELECT 1 FROM ${name} t WHERE t::text ILIKE $1 OR t::text ILIKE $2 LIMIT 1`,
      [`%${word}%`, `%${hex}%`],
    );
    if (row) found.push(name);
  }
  return found;
}

/** Given up before anybody came: without an address it becomes no question (row 10). */
async function givenUp(word: string, email: string | null) {
  const asked = await cooperative.ask('cedar', {
    patron: { name: `Name ${word}`, email: 'first@patron.example' },
    question: `Question ${word}`,
  });
  await asked.at().post(`/v1/sessions/${asked.id}/messages`, { text: `Line ${word}`, clientId: `c-${word}` });
  await cooperative.chat.db.query('UPDATE sessions SET patron_email = $2 WHERE id = $1', [asked.id, email]);
  expect((await asked.at().delete(`/v1/sessions/${asked.id}`)).status).toBe(204);
  return asked.id;
}
const ended = (id: string, days: number) =>
  cooperative.chat.db.query(
    'UPDATE sessions SET ended_at = now() - make_interval(days => $2) WHERE id = $1',
    [id, days],
  );

it('[promise 25] on request forgets a patron’s chats that became no question, and waits for one that goes on', async () => {
  const { institution, chat } = cooperative;
  const address = 'moss@patron.example';
  await givenUp('mossagate', address);
  const going = await cooperative.ask('cedar', {
    patron: { name: 'Moss', email: address },
    question: 'Still?',
  });
  const asked = { institutionId: institution.cedar, address: 'MOSS@patron.example' };
  const forget = (known?: string[]) =>
    chat.app.get(Requests).ask(requests.forgetChatsOf, { ...asked, ...(known ? { known } : {}) });
  expect(await tablesWith('mossagate')).not.toEqual([]);

  // Named first: should the answer be lost, they are named again.
  const named = await forget([]);
  expect(named).toMatchObject({ sessionIds: [expect.any(String)], open: 1 });
  expect(await forget([])).toEqual(named);
  expect(await tablesWith('mossagate')).not.toEqual([]);
  expect(await forget([...named.sessionIds, going.id])).toEqual({ sessionIds: [], open: 1 });
  expect(await tablesWith('mossagate')).toEqual([]);
  expect((await going.at().get(`/v1/sessions/${going.id}`)).body.status).toBe('waiting');
  await going.at().delete(`/v1/sessions/${going.id}`);
  expect(await forget()).toEqual({ sessionIds: [going.id], open: 0 });
  expect(await forget()).toEqual({ sessionIds: [], open: 0 });
  expect(await tablesWith(address)).toEqual([]);
});

it('[B9] [promise 25] the clocks take identity, then words, of chats that became no question, and leave the others to theirs', async () => {
  const [recent, known, old, asQuestion] = [
    await givenUp('peridot', null),
    await givenUp('garnet', null),
    await givenUp('citrine', null),
    await givenUp('topaz', null),
  ];
  await ended(known, 20);
  await ended(old, 40);
  await ended(asQuestion, 40);
  await cooperative.chat.db.query(
    `INSERT INTO notes (id, kind, author_id, author_name, text, at)
     VALUES ($1, 'room', $1, 'Ada', 'Beryl was rude', now() - interval '366 days')`,
    [newId()],
  );
  await cooperative.set('privacy-clocks', cooperative.institution.cedar, {
    ...{ ipDays: 7, identityDays: 14, textDays: 30 },
  });
  await answer(cooperative.nats, requests.sessionsWithQuestions, ({ sessionIds }) => ({
    sessionIds: sessionIds.filter((id) => id === asQuestion),
  }));
  await cooperative.chat.app.get(ErasureService).forgetOld();
  const left = async (word: string) => [await tablesWith(`Name ${word}`), await tablesWith(`Line ${word}`)];
  expect(await left('peridot')).toEqual([['public.sessions'], ['public.lines']]);
  expect(await left('garnet')).toEqual([[], ['public.lines']]);
  expect(await tablesWith('citrine')).toEqual([]);
  expect(await left('topaz')).toEqual([['public.sessions'], ['public.lines']]);
  expect(await tablesWith('Beryl')).toEqual([]);
  expect(recent).not.toBe(known);
});
