import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { requests } from '@carrel/contracts';
import { newId, Requests } from '@carrel/messaging';
import { emit, eventually } from '@carrel/testing';
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
  const told = (library: 'cedar' | 'birch') =>
    cooperative.chat.app.get(Requests).ask(requests.patronSessions, {
      ...{ institutionId: cooperative.institution[library], email: 'sax@patron.example', after: null },
    });
  expect(await told('cedar')).toMatchObject({
    ...{ sessions: [{ id: asked.id, lines: [{ from: 'patron', text: 'About saxifrage' }] }], next: null },
  });
  expect((await told('birch')).sessions).toEqual([]);
});
